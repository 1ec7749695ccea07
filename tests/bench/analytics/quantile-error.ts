import type { OwnerSql } from '@/supabase/local/database'
import type { Lead } from './leads'
import { askModels, type ModelsAnswer } from './models-function'

const exact = `
  select
    case grouping(call.provider, call.model, call.task_type)
      when 7 then 'all'
      when 3 then 'provider ' || call.provider
      when 1 then 'model ' || call.provider || ' ' || call.model
      when 6 then 'task ' || call.task_type
    end as name,
    count(*) as calls,
    percentile_disc(array[0.5, 0.95, 0.99]) within group (order by call.response_time_ms) as times
  from public.teams as team
  join public.model_performance_metrics as call on call.team_id = team.id
  where team.id = $1
    and call."timestamp" >= $2::date::timestamp at time zone team.time_zone
    and call."timestamp" < ($3::date + 1)::timestamp at time zone team.time_zone
    and call.success
    and call.response_time_ms is not null
  group by grouping sets ((), (call.provider), (call.provider, call.model), (call.task_type))`

/** The largest relative error of p50, p95 and p99 against the exact ones: of all calls, each provider, model and task type. */
export async function quantileErrorMax(
  owner: OwnerSql,
  lead: Lead,
  progress: (text: string) => void,
): Promise<number> {
  const answer = await askModels(owner, lead)
  const shown = shownQuantiles(answer)
  const rows = await owner.query(exact, [lead.teamId, answer.period.from, answer.period.to])
  if (rows.length !== shown.size) throw new Error(`${shown.size} groups are shown, ${rows.length} have calls`)
  const compared = rows.flatMap(({ name, calls, times }) =>
    [times].flat().map((time, nth) => {
      const estimate = shown.get(String(name))?.[nth] ?? Number.NaN
      const error = Math.abs(estimate - Number(time)) / Math.max(1, Number(time))
      return { error, told: `${name}, ${calls} calls: ${estimate.toFixed(1)} ms for ${time}` }
    }),
  )
  const [worst] = compared.toSorted((one, other) => other.error - one.error)
  if (!worst || compared.some(({ error }) => Number.isNaN(error))) throw new Error('a percentile is missing')
  progress(`the worst percentile: ${worst.told}`)
  return worst.error
}

function shownQuantiles({ summary, byProvider, byModel, byTaskType }: ModelsAnswer): Map<string, number[]> {
  const groups = [
    { name: 'all', ...summary },
    ...byProvider.map((row) => ({ name: `provider ${row.provider}`, ...row })),
    ...byModel.map((row) => ({ name: `model ${row.provider} ${row.model}`, ...row })),
    ...byTaskType.map((row) => ({ name: `task ${row.taskType}`, ...row })),
  ]
  return new Map(groups.map(({ name, p50, p95, p99 }) => [name, [p50, p95, p99]]))
}
