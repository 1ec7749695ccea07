import { redactSecrets } from '@/lib/tracking/redact-secrets'
import type { Outcome } from '@/lib/vocabulary'

export type CallFailure = {
  outcome: Exclude<Outcome, 'ok'>
  errorKind: string | null
  /** At most 2,000 characters, without keys, tokens and words of the conversation. */
  errorMessage: string | null
}

const MALFORMED = new Set([
  'AI_JSONParseError',
  'AI_TypeValidationError',
  'AI_InvalidResponseDataError',
  'AI_EmptyResponseBodyError',
  'AI_NoContentGeneratedError',
  'SyntaxError',
])

/** Codes, types and messages as fetch, OpenAI and Anthropic write them; the first that fits decides. */
const WORDS: [kind: string, words: RegExp][] = [
  ['timeout', /timeout|timed out|ETIMEDOUT/i],
  ['network', /ECONN|ENOTFOUND|EPIPE|EAI_AGAIN|UND_ERR|fetch failed|terminated|cannot connect|socket/i],
  ['truncated', /ended without|interrupted/i],
  ['rate_limited', /rate.?limit|too many requests|quota/i],
  ['overloaded', /overloaded|unavailable/i],
  ['unauthorized', /authentication|permission|api.?key|unauthorized/i],
  ['bad_request', /invalid_request|not_found|bad.?request|context_length/i],
  ['server_error', /server_error|api_error|internal/i],
]

/** What an error says of its call; an aborted signal decides before the error that followed from it. */
export function callFailure(error: unknown, signal?: AbortSignal): CallFailure {
  if (signal?.aborted) return abortedCall(signal)
  const errorKind = kindOf(error)
  return {
    outcome: errorKind === 'timeout' ? 'timeout' : 'error',
    errorKind,
    errorMessage: errorKind === 'malformed' ? malformed(error) : clipped(messageOf(error)),
  }
}

/** The error's own message quotes what the model wrote, which is for its user alone. */
function malformed(error: unknown): string {
  const names = causes(error).map((cause) => property(cause, 'name'))
  return `The answer was not in the provider's format (${names.filter((name) => typeof name === 'string').join(', ')}).`
}

/** A time limit or a user who stopped: the signal's reason tells which. */
export function abortedCall(signal: AbortSignal): CallFailure {
  if (property(signal.reason, 'name') !== 'TimeoutError') return stopped
  return { outcome: 'timeout', errorKind: 'timeout', errorMessage: clipped(messageOf(signal.reason)) }
}

export const stopped: CallFailure = { outcome: 'stopped', errorKind: null, errorMessage: null }

function kindOf(error: unknown): string {
  const chain = causes(error)
  const status = chain.map((cause) => property(cause, 'statusCode')).find((code) => typeof code === 'number')
  if (status !== undefined && status >= 400) return kindOfStatus(status)
  if (chain.some((cause) => MALFORMED.has(String(property(cause, 'name'))))) {
    return /ended without/.test(messageOf(error)) ? 'truncated' : 'malformed'
  }
  const said = chain
    .flatMap((cause) => [property(cause, 'code'), property(cause, 'type'), messageOf(cause)])
    .filter((word) => typeof word === 'string')
    .join(' ')
  return WORDS.find(([, words]) => words.test(said))?.[0] ?? 'unknown'
}

function kindOfStatus(status: number): string {
  if (status === 401 || status === 403) return 'unauthorized'
  if (status === 402 || status === 429) return 'rate_limited'
  if (status === 408 || status === 504) return 'timeout'
  if (status === 503 || status === 529) return 'overloaded'
  return status >= 500 ? 'server_error' : 'bad_request'
}

/** The error and what lies behind it; behind the SDK's own retries, the last attempt. */
function causes(error: unknown): unknown[] {
  const chain: unknown[] = []
  for (
    let cause = error;
    cause !== undefined && cause !== null && chain.length < 8;
    cause = property(cause, 'cause') ?? property(cause, 'lastError')
  ) {
    chain.push(cause)
  }
  return chain
}

function messageOf(error: unknown): string {
  if (typeof error === 'string') return error
  const message = property(error, 'message') ?? property(property(error, 'error'), 'message')
  return typeof message === 'string' ? message : String(JSON.stringify(error) ?? error)
}

function clipped(message: string): string {
  return redactSecrets(message).slice(0, 2000)
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
