export type Environment = Readonly<Record<string, string | undefined>>

export type ProviderSettings = {
  /** How its arms name it. */
  provider: string
  apiKey: string | undefined
  models: string[]
} & (
  | {
      kind: 'openai' | 'anthropic'
      /** Undefined means the maker's own address. */
      baseURL: string | undefined
    }
  | { kind: 'openai-compatible'; baseURL: string }
)

const OPENAI_MODELS = ['gpt-5.5', 'gpt-5.4', 'gpt-5.4-mini', 'gpt-5.4-nano']
const ANTHROPIC_MODELS = ['claude-opus-4-8', 'claude-sonnet-5', 'claude-haiku-4-5']

/** The providers that the environment connects; none means the demo. Throws one sentence that names a malformed variable. */
export function providerSettings(env: Environment): ProviderSettings[] {
  return [openai(env), anthropic(env), compatible(env)].filter((settings) => settings !== null)
}

const NEEDED: readonly (readonly [needed: string, ...without: string[]])[] = [
  ['OPENAI_API_KEY', 'OPENAI_MODELS', 'OPENAI_BASE_URL'],
  ['ANTHROPIC_API_KEY', 'ANTHROPIC_MODELS', 'ANTHROPIC_BASE_URL'],
  [
    'OPENAI_COMPATIBLE_BASE_URL',
    'OPENAI_COMPATIBLE_MODELS',
    'OPENAI_COMPATIBLE_NAME',
    'OPENAI_COMPATIBLE_API_KEY',
  ],
]

/** One sentence for each variable that does nothing because the one that connects its provider is missing. */
export function idleSettings(env: Environment): string[] {
  return NEEDED.filter(([needed]) => !value(env, needed)).flatMap(([needed, ...without]) =>
    without
      .filter((name) => value(env, name))
      .map((name) => `The environment variable ${name} has no effect without ${needed}.`),
  )
}

function openai(env: Environment): ProviderSettings | null {
  const apiKey = value(env, 'OPENAI_API_KEY')
  if (!apiKey) return null
  const baseURL = address(env, 'OPENAI_BASE_URL')
  return {
    provider: 'openai',
    kind: 'openai',
    apiKey,
    baseURL,
    models: models(env, 'OPENAI_MODELS') ?? OPENAI_MODELS,
  }
}

function anthropic(env: Environment): ProviderSettings | null {
  const apiKey = value(env, 'ANTHROPIC_API_KEY')
  if (!apiKey) return null
  const baseURL = address(env, 'ANTHROPIC_BASE_URL')
  const list = models(env, 'ANTHROPIC_MODELS') ?? ANTHROPIC_MODELS
  return { provider: 'anthropic', kind: 'anthropic', apiKey, baseURL, models: list }
}

function compatible(env: Environment): ProviderSettings | null {
  const baseURL = address(env, 'OPENAI_COMPATIBLE_BASE_URL')
  if (!baseURL) return null
  const list = models(env, 'OPENAI_COMPATIBLE_MODELS')
  if (!list)
    throw malformed(
      'OPENAI_COMPATIBLE_MODELS',
      'is missing: name the models of that server, with commas between',
    )
  return {
    provider: compatibleName(env),
    kind: 'openai-compatible',
    baseURL,
    apiKey: value(env, 'OPENAI_COMPATIBLE_API_KEY'),
    models: list,
  }
}

function compatibleName(env: Environment): string {
  const name = value(env, 'OPENAI_COMPATIBLE_NAME') ?? 'openai-compatible'
  // Names are compared without case where prices are looked up.
  if (!/^[\w.-]{1,100}$/.test(name) || /^(openai|anthropic)$/i.test(name)) {
    throw malformed(
      'OPENAI_COMPATIBLE_NAME',
      'must be a name of its own, of letters, digits, dots and dashes',
    )
  }
  return name
}

function models(env: Environment, name: string): string[] | undefined {
  if (env[name] === undefined) return undefined
  const list = [...new Set(env[name].split(',').map((model) => model.trim()))].filter(Boolean)
  if (list.length === 0) throw malformed(name, 'is an empty list: name at least one model, or leave it out')
  return list
}

function address(env: Environment, name: string): string | undefined {
  const url = value(env, name)
  if (url === undefined) return undefined
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw malformed(name, 'must be an http(s) address')
  return url
}

function value(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined
}

function malformed(name: string, fault: string): Error {
  return new Error(`The environment variable ${name} ${fault}.`)
}
