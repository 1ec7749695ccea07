import { setTimeout as sleep } from 'node:timers/promises'
import type { Person } from './people'
import type { Filter } from './raw-figures'
import type { StoryDatabase } from './stories'

type Answer = Record<string, unknown>

/** A jsonb answer, which the driver has parsed already. */
export function answerOf(value: unknown): Answer {
  return value as Answer
}

/** What the models page asks, as one of its team. */
export async function modelsAnalytics(
  db: StoryDatabase,
  caller: Person,
  period: { days: number } | { from: string; to: string },
  filter: Filter = {},
): Promise<Answer> {
  const range = 'days' in period ? [period.days, null, null] : [null, period.from, period.to]
  const [row] = await db.as(
    caller,
    `select public.get_models_analytics(
      p_team_id => $1, p_days => $2, p_from => $3, p_to => $4,
      p_task_type => $5, p_model => $6, p_provider => $7, p_feature => $8, p_project_id => $9
    ) as answer`,
    [
      caller.teamId,
      ...range,
      ...[filter.taskType, filter.model, filter.provider, filter.feature, filter.projectId].map(
        (value) => value ?? null,
      ),
    ],
  )
  return answerOf(row?.answer)
}

async function maintain(db: StoryDatabase, statement: string): Promise<Answer> {
  const [row] = await db.as('service_role', `select ${statement} as done`)
  return answerOf(row?.done)
}

/** One chunk: so many calls where it says so. */
export function rollUpOnce(db: StoryDatabase, limit?: number): Promise<Answer> {
  return maintain(db, limit ? `private.roll_up(${limit})` : 'public.roll_up()')
}

/** One chunk: so many calls where it says so. */
export function rebuildOnce(db: StoryDatabase, limit?: number): Promise<Answer> {
  return maintain(db, limit ? `private.rebuild_rollups(${limit})` : 'public.rebuild_rollups()')
}

export function cleanUpOnce(db: StoryDatabase): Promise<Answer> {
  return maintain(db, 'public.cleanup_old_performance_data()')
}

/** Other tests of the server may hold transactions that are older than the calls, which roll up only after them. */
export async function settled(db: StoryDatabase): Promise<void> {
  for (let isSettled = false; !isSettled; ) {
    const [row] = await db.sql(
      `select private.settled_transaction_id() > greatest(
        (select max(txid) from public.model_performance_metrics), (select max(txid) from private.rating_changes), 0
      ) as is_settled`,
    )
    isSettled = row?.is_settled === true
    if (!isSettled) await sleep(5)
  }
}

/** Rolls up all that has been committed; how many calls that were. */
export async function rollUp(db: StoryDatabase, limit?: number): Promise<number> {
  await settled(db)
  let calls = 0
  for (let isMore = true; isMore; ) {
    const done = await rollUpOnce(db, limit)
    calls += Number(done.calls)
    isMore = done.more === true
  }
  return calls
}

/** Makes all rebuilds that are due; in how many chunks. */
export async function rebuild(db: StoryDatabase, limit?: number): Promise<number> {
  let chunks = 0
  while ((await rebuildOnce(db, limit)).more === true) chunks += 1
  return chunks
}

/** Every row of the rollups that count, but for the generation it was made in, as text. */
export async function rollupRows(db: StoryDatabase): Promise<string[]> {
  const rows = await db.sql(
    `select (
      to_jsonb(rollup) - 'generation' || jsonb_build_object(
        'cost_usd', trim_scale(rollup.cost_usd),
        'confidence', trim_scale(rollup.confidence),
        'response_sketch', coalesce(rollup.response_sketch, 0),
        'first_token_sketch', coalesce(rollup.first_token_sketch, 0)
      )
    )::text as row
    from private.live_rollups as rollup
    union all
    select (to_jsonb(usage) - 'team_id' || jsonb_build_object('cost_usd', trim_scale(usage.cost_usd)))::text
    from public.usage_daily as usage
    order by 1`,
  )
  return rows.map(({ row }) => String(row))
}
