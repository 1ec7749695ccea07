import { TZDate } from '@date-fns/tz'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { CallEvent } from '@/lib/tracking/event'
import { COMPLEXITIES, type Rating, TASK_TYPES } from '@/lib/vocabulary'
import { aCall, type Person, record } from './people'
import type { StoryDatabase } from './stories'

export type RatedCall = CallEvent & { rating: Rating }

const ARMS = [
  ['openai', 'gpt-5.5'],
  ['openai', 'gpt-5.4-mini'],
  ['anthropic', 'claude-opus-4-8'],
  // The same name at another provider is another arm.
  ['compatible', 'gpt-5.5'],
  ['google', 'Gemini'],
] as const

type RandomCallsOptions = {
  seed: number
  count: number
  owners: readonly Person[]
  timeZone: string
  /** The latest instant. */
  until: Date
  days: number
  taskTypes?: readonly (typeof TASK_TYPES)[number][]
}

/** Calls of all kinds, the same for the same options; every third lies within a second of a team-local midnight. */
export function randomCalls(options: RandomCallsOptions): RatedCall[] {
  const { owners, taskTypes = TASK_TYPES } = options
  const random = xoroshiro128plus(options.seed)
  const share = () => uniformFloat64(random)
  const upTo = (most: number) => uniformInt(random, 0, most)
  const one = <T>(items: readonly T[]): T => pick(items, upTo(items.length - 1))
  const orNull = (value: number, missing: number) => (share() < missing ? null : value)

  return Array.from({ length: options.count }, (_, index) => {
    const daysBack = upTo(options.days - 1)
    const timestamp =
      index % 3 === 0
        ? aroundMidnight(options.until, options.timeZone, daysBack, upTo(2000) - 1000)
        : new Date(options.until.getTime() - daysBack * 86_400_000 - upTo(86_400_000))
    const [provider, model] = one(ARMS)
    const outcome = share() < 0.75 ? 'ok' : one(['ok', 'error', 'timeout', 'stopped'] as const)
    const tokens = orNull(upTo(20_000), 0.1)
    return {
      ...aCall(one(owners), {
        timestamp: new Date(Math.min(timestamp.getTime(), options.until.getTime() - 1)).toISOString(),
        provider,
        model,
        outcome,
        task_type: one(taskTypes),
        task_complexity: one(COMPLEXITIES),
        response_time_ms: orNull(upTo(12_000), 0.05),
        time_to_first_token_ms: orNull(upTo(900), 0.2),
        input_tokens: tokens,
        output_tokens: tokens === null ? null : 0,
        cached_input_tokens: tokens === null || tokens % 3 > 0 ? null : tokens / 3,
        tokens_used: tokens,
        cost_usd: orNull(upTo(1_000_000) / 1e8, 0.15),
      }),
      rating: share() < 0.3 && (outcome === 'ok' || outcome === 'stopped') ? one([1, 1, -1] as const) : 0,
    }
  })
}

function pick<T>(items: readonly T[], index: number): T {
  const item = items[index]
  if (item === undefined) throw new RangeError(`no item ${index}`)
  return item
}

function aroundMidnight(until: Date, timeZone: string, daysBack: number, offsetMs: number): Date {
  const day = new TZDate(until.getTime(), timeZone)
  const midnight = new TZDate(day.getFullYear(), day.getMonth(), day.getDate() - daysBack, timeZone)
  return new Date(midnight.getTime() + offsetMs)
}

/** Writes the calls the way the outbox does, and their ratings as if given. */
export async function store(db: StoryDatabase, calls: readonly RatedCall[]): Promise<void> {
  const times = calls.map((call) => call.timestamp).sort()
  await db.sql('select private.ensure_call_partitions($1::timestamptz, $2::timestamptz)', [
    times.at(0),
    times.at(-1),
  ])
  await record(
    db,
    calls.map(({ rating: _, ...call }) => call),
  )
  await db.sql(
    `update public.model_performance_metrics as call set user_rating = rated.rating
    from jsonb_to_recordset($1::jsonb) as rated (team_id uuid, "timestamp" timestamptz, id uuid, rating smallint)
    where call.team_id = rated.team_id and call."timestamp" = rated."timestamp" and call.id = rated.id`,
    [JSON.stringify(calls.filter((call) => call.rating !== 0))],
  )
}
