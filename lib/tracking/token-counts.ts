import type { LanguageModelV4CallOptions, LanguageModelV4Usage } from '@ai-sdk/provider'

const CHARACTERS_PER_TOKEN = 4

/** Null where the provider did not say; cached tokens are part of the input, reasoning of the output. */
export type TokenCounts = {
  input: number | null
  output: number | null
  cacheRead: number | null
  cacheWrite: number | null
  reasoning: number | null
}

/** What the provider reported. */
export function tokenCounts(usage: LanguageModelV4Usage | undefined): TokenCounts {
  return {
    input: whole(usage?.inputTokens.total),
    output: whole(usage?.outputTokens.total),
    cacheRead: whole(usage?.inputTokens.cacheRead),
    cacheWrite: whole(usage?.inputTokens.cacheWrite),
    reasoning: whole(usage?.outputTokens.reasoning),
  }
}

export const unknownTokens: TokenCounts = {
  input: null,
  output: null,
  cacheRead: null,
  cacheWrite: null,
  reasoning: null,
}

/** What the provider reported of an embedding, which has no output. */
export function embeddingTokens(usage: { tokens: number } | undefined): TokenCounts {
  const input = whole(usage?.tokens)
  return { ...unknownTokens, input, output: input === null ? null : 0 }
}

/** A rough count of a call that ended before its usage came: four characters to a token, pictures and files left out. */
export function estimatedTokens(
  params: LanguageModelV4CallOptions,
  outputCharacters: number,
): { input: number; output: number } {
  const tools = params.tools?.length ? JSON.stringify(params.tools).length : 0
  return {
    input: tokens(promptCharacters(params.prompt) + tools),
    output: tokens(outputCharacters),
  }
}

function promptCharacters(prompt: LanguageModelV4CallOptions['prompt']): number {
  let characters = 0
  for (const { content } of prompt) {
    if (typeof content === 'string') characters += content.length
    else for (const part of content) characters += partCharacters(part)
  }
  return characters
}

function partCharacters(part: object): number {
  if ('text' in part && typeof part.text === 'string') return part.text.length
  if ('input' in part) return JSON.stringify(part.input)?.length ?? 0
  return 'output' in part ? (JSON.stringify(part.output)?.length ?? 0) : 0
}

function tokens(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN)
}

function whole(count: number | undefined): number | null {
  return count !== undefined && Number.isFinite(count) ? Math.max(0, Math.round(count)) : null
}
