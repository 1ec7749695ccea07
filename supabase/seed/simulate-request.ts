import { priceOf } from '@/lib/pricing/price-of'
import { demoCharacter } from '@/lib/providers/demo-character'
import type { CallEvent } from '@/lib/tracking/event'
import type { Arm, Complexity, Outcome, Rating, TaskType } from '@/lib/vocabulary'
import type { Dice } from './dice'
import { complexityFactors, inputTokens, isDegraded } from './story'

export type DemoCall = Omit<CallEvent, 'kind'> & { user_rating: Rating }

export type DemoRequest = {
  at: Date
  now: Date
  arm: Arm
  taskType: TaskType
  complexity: Complexity
  /** Of its answer; a tenth when not given. */
  ratedShare?: number
  /** What all its attempts share. */
  shared: Pick<
    CallEvent,
    'team_id' | 'user_id' | 'feature' | 'project_id' | 'conversation_id' | 'message_id' | 'recommendation_id'
  >
}

const RATED_SHARE = 0.1
const STOPPED_SHARE = 0.018
const TIME_LIMIT_MS = 60_000
const LAST_ATTEMPT = 3
/** A provider that refused just now is likely to refuse again. */
const REPEATED_FAILURE = 0.35

const failures: readonly (readonly [{ kind: string; message: string; ms: number }, number])[] = [
  [{ kind: 'rate_limited', message: '429 Rate limit reached', ms: 180 }, 0.46],
  [{ kind: 'overloaded', message: '529 Overloaded', ms: 420 }, 0.2],
  [
    { kind: 'server_error', message: '500 The server had an error while processing the request', ms: 2100 },
    0.2,
  ],
  [{ kind: 'timeout', message: 'The request timed out', ms: TIME_LIMIT_MS }, 0.14],
]

/** The calls of one request: one, or with its retries up to three. */
export function simulateRequest(dice: Dice, request: DemoRequest): DemoCall[] {
  const calls: DemoCall[] = []
  const requestId = dice.id(request.at)
  let at = request.at
  for (let attempt = 1; attempt <= LAST_ATTEMPT; attempt++) {
    const call = simulateAttempt(dice, request, at, attempt, requestId)
    calls.push(call)
    if (call.outcome !== 'error') break
    at = new Date(at.getTime() + (call.response_time_ms ?? 0) + dice.between(800, 1200) * 2 ** attempt)
  }
  return calls
}

function simulateAttempt(
  dice: Dice,
  request: DemoRequest,
  at: Date,
  attempt: number,
  requestId: string,
): DemoCall {
  const { arm, taskType, complexity, shared } = request
  const isIll = isDegraded(arm, at, request.now)
  const factors = complexityFactors[complexity]
  const failureChance = (1 - demoCharacter(arm.model, taskType, isIll).successProbability) * factors.failures
  const base = {
    ...shared,
    id: dice.id(at),
    timestamp: at.toISOString(),
    request_id: requestId,
    provider: arm.provider,
    model: arm.model,
    external_user_id: null,
    task_type: taskType,
    task_complexity: complexity,
    cached: false,
    confidence_score: null,
    run_id: null,
    source: 'demo' as const,
    metadata: { simulated: true, ...(attempt > 1 && { attempt }) },
  }
  if (dice.chance(attempt === 1 ? failureChance : Math.max(failureChance, REPEATED_FAILURE))) {
    return { ...base, ...failedAttempt(dice) }
  }
  return { ...base, ...answeredAttempt(dice, request, at, isIll) }
}

const nothing = {
  response_model: null,
  time_to_first_token_ms: null,
  input_tokens: null,
  output_tokens: null,
  cached_input_tokens: null,
  cache_write_tokens: null,
  reasoning_tokens: null,
  tokens_used: null,
  usage_estimated: false,
  cost_usd: null,
  input_usd_per_mtok: null,
  output_usd_per_mtok: null,
  cache_read_usd_per_mtok: null,
  cache_write_usd_per_mtok: null,
  error_kind: null,
  error_message: null,
  user_rating: 0 as const,
}

function failedAttempt(dice: Dice) {
  const { kind, message, ms } = dice.pick(failures)
  const isTimeout = kind === 'timeout'
  return {
    ...nothing,
    outcome: (isTimeout ? 'timeout' : 'error') satisfies Outcome,
    error_kind: kind,
    error_message: message,
    response_time_ms: Math.round(isTimeout ? ms : dice.around(ms, 0.5)),
  } as const
}

function answeredAttempt(dice: Dice, request: DemoRequest, at: Date, isIll: boolean) {
  const { arm, taskType, complexity } = request
  const character = demoCharacter(arm.model, taskType, isIll)
  const factors = complexityFactors[complexity]
  const isStopped = dice.chance(STOPPED_SHARE)
  const done = isStopped ? dice.between(0.3, 0.9) : 1
  const fullMs = dice.around(Math.exp(character.meanLogLatencyMs) * factors.time, character.sdLogLatencyMs)
  return {
    ...nothing,
    outcome: isStopped ? ('stopped' as const) : ('ok' as const),
    response_time_ms: Math.min(Math.round(fullMs * done), TIME_LIMIT_MS - 1),
    time_to_first_token_ms: Math.round(Math.min(fullMs * character.firstTokenShare, fullMs * done)),
    usage_estimated: isStopped,
    ...bill(dice, request, at, character.outputTokens * factors.tokens * done),
    user_rating: rating(dice, request, character.thumbsUpProbability),
  }
}

function rating(
  dice: Dice,
  { arm, taskType, ratedShare = RATED_SHARE }: DemoRequest,
  thumbsUp: number,
): Rating {
  if (!dice.chance(ratedShare)) return 0
  return dice.evenly(`${arm.model} ${taskType}`, thumbsUp) ? 1 : -1
}

function bill(dice: Dice, { arm, taskType, complexity }: DemoRequest, at: Date, typicalOutput: number) {
  const input = Math.round(dice.around(inputTokens[taskType] * complexityFactors[complexity].tokens, 0.5))
  const reasoning = taskType === 'reasoning' ? Math.round(typicalOutput * dice.between(0.4, 1.2)) : 0
  const tokens = {
    input,
    output: Math.max(1, Math.round(dice.around(typicalOutput, 0.3))) + reasoning,
    cacheRead: dice.chance(0.3) ? Math.round(input * dice.between(0.4, 0.8)) : 0,
    cacheWrite: 0,
    reasoning,
  }
  const price = priceOf({ ...arm, at, tokens })
  return {
    input_tokens: tokens.input,
    output_tokens: tokens.output,
    cached_input_tokens: tokens.cacheRead,
    cache_write_tokens: tokens.cacheWrite,
    reasoning_tokens: tokens.reasoning,
    tokens_used: tokens.input + tokens.output,
    cost_usd: price && Number(price.costUsd.toFixed(12)),
    input_usd_per_mtok: price?.inputUsdPerMtok ?? null,
    output_usd_per_mtok: price?.outputUsdPerMtok ?? null,
    cache_read_usd_per_mtok: price?.cacheReadUsdPerMtok ?? null,
    cache_write_usd_per_mtok: price?.cacheWriteUsdPerMtok ?? null,
  }
}
