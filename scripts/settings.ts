import { join, resolve } from 'node:path'
import { z } from 'zod'
import { readEnvFile } from './env-file'
import { StartError } from './start-error'

const webAddress = z
  .string()
  .refine((value) => /^https?:\/\//.test(value) && URL.canParse(value), 'must be an http(s) address')
const oneOf = <T extends string>(...values: [T, ...T[]]) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` })

const schema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a whole number from 1 to 65535')
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65535, 'must be a whole number from 1 to 65535')
    .default(3000),
  HOST: z.string().optional(),
  AUGURY_DATA_DIR: z.string().default('.augury'),
  AUGURY_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/./, 'must be a postgres:// address')
    .optional(),
  AUGURY_DEMO: oneOf('0', '1').optional(),
  AUGURY_SITE_URL: webAddress.optional(),
  SUPABASE_URL: webAddress.optional(),
  SUPABASE_PUBLISHABLE_KEY: z.string().optional(),
  SUPABASE_SECRET_KEY: z.string().optional(),
  SUPABASE_JWT_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  LOG_LEVEL: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent').optional(),
  OPENAI_BASE_URL: webAddress.optional(),
  ANTHROPIC_BASE_URL: webAddress.optional(),
  OPENAI_COMPATIBLE_BASE_URL: webAddress.optional(),
})

export type Settings = {
  port: number
  /** Interface to listen on; all of them when not given. */
  host: string | undefined
  /** Absolute. */
  dataDir: string
  databaseUrl: string | undefined
  siteUrl: string
  /** True when a hosted Supabase is configured: then nothing local is started and no demo team is made. */
  isHosted: boolean
  wantsDemo: boolean
  /** The whole environment, .env.local included, for the processes to start. */
  environment: Record<string, string>
}

/**
 * What .env.local and the environment say; the environment wins, also with an empty value, which means not set.
 * @throws StartError of one sentence that names the file, line or variable.
 */
export function readSettings(root: string, environment: Record<string, string | undefined>): Settings {
  const fromFile = readEnvFile(join(root, '.env.local'))
  const merged = defined({ ...fromFile, ...environment })
  const parsed = schema.safeParse(filled(merged))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const name = String(issue?.path[0])
    throw new StartError(`${name} ${issue?.message}${whence(name, environment)}.`)
  }
  const values = parsed.data
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir: resolve(root, values.AUGURY_DATA_DIR),
    databaseUrl: values.AUGURY_DATABASE_URL,
    siteUrl: values.AUGURY_SITE_URL ?? `http://localhost:${values.PORT}`,
    isHosted: isHosted(values),
    // Its passwords are known to everybody: a server of one's own gets it only when asked for.
    wantsDemo: values.AUGURY_DEMO === undefined ? !values.AUGURY_DATABASE_URL : values.AUGURY_DEMO === '1',
    environment: merged,
  }
}

function whence(name: string, environment: Record<string, string | undefined>): string {
  return environment[name] ? ' (set in the environment)' : ' (set in .env.local)'
}

function isHosted(values: z.infer<typeof schema>): boolean {
  const names = ['SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_SECRET_KEY'] as const
  const missing = names.filter((name) => !values[name])
  if (missing.length === names.length) return false
  if (missing.length > 0) {
    throw new StartError(`${missing.join(' and ')} missing: a hosted Supabase needs ${names.join(', ')}.`)
  }
  return true
}

const entriesWhere = (variables: Record<string, string | undefined>, keep: (value: string) => boolean) =>
  Object.fromEntries(
    Object.entries(variables).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && keep(entry[1]),
    ),
  )

const defined = (variables: Record<string, string | undefined>) => entriesWhere(variables, () => true)
const filled = (variables: Record<string, string>) => entriesWhere(variables, (value) => value.trim() !== '')
