import type { Dice } from '@/supabase/seed/dice'
import type { StoryDatabase } from './stories'

/** What something costs on the days of eight weeks and more, in dollars; the days count from a Monday. */
export type Rhythm = (dice: Dice, level: number, day: number) => number

const isWeekend = (day: number) => day % 7 >= 5

export const RHYTHMS: Record<string, Rhythm> = {
  steady: (dice, level) => dice.around(level, 0.2),
  noisy: (dice, level) => dice.around(level, 0.6),
  'quiet on weekends': (dice, level, day) => dice.around(isWeekend(day) ? level / 10 : level, 0.4),
  'only on workdays': (dice, level, day) => (isWeekend(day) ? 0 : dice.around(level, 0.4)),
  'now and then': (dice, level) => (dice.chance(0.3) ? dice.around(level, 0.8) : 0),
  'once a week': (dice, level, day) => (day % 7 === 2 ? dice.around(level, 0.4) : 0),
  'every four weeks': (dice, level, day) => (day % 28 === 2 ? dice.around(level, 0.4) : 0),
  'some days five times as much': (dice, level) => dice.around(level, 0.3) * (dice.chance(0.1) ? 5 : 1),
  'growing by a half each month': (dice, level, day) => dice.around(level * 1.0145 ** day, 0.3),
}

export type Used = {
  day: string
  userId?: string
  externalUserId?: string
  feature?: string
  model?: string
  costUsd?: number
  tokens?: number
  requests?: number
  /** How many of the requests have a price; all unless told. */
  priced?: number
}

/** Writes what was used on days as if its calls had been rolled up. */
export async function use(db: StoryDatabase, teamId: string, used: readonly Used[]): Promise<void> {
  await db.sql(
    `insert into private.usage_rollups (
      team_id, local_time, generation, user_id, external_user_id, feature, provider, model, requests, failures,
      input_tokens, output_tokens, total_tokens, cost_usd, priced_requests
    )
    select
      $1, used.day, 1, used."userId", used."externalUserId", coalesce(used.feature, 'chat'), 'openai',
      coalesce(used.model, 'gpt-5.5'), coalesce(used.requests, 1), 0, 0, 0, coalesce(used.tokens, 0),
      coalesce(used."costUsd", 0), coalesce(used.priced, used.requests, 1)
    from jsonb_to_recordset($2::jsonb) as used (
      day date, "userId" uuid, "externalUserId" text, feature text, model text, "costUsd" numeric, tokens bigint,
      requests bigint, priced bigint
    )`,
    [teamId, JSON.stringify(used)],
  )
}

/** `yyyy-MM-dd` so many days after a Monday. */
export function dayAfter(days: number): string {
  return new Date(Date.UTC(2026, 0, 5 + days)).toISOString().slice(0, 10)
}
