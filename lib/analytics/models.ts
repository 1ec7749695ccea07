import 'server-only'
import { advise } from '@/lib/analytics/advice'
import { bestByTask } from '@/lib/analytics/best-by-task'
import { type CountedCalls, countedCalls } from '@/lib/analytics/counted-calls'
import { judgeMetrics } from '@/lib/analytics/judge-metrics'
import type { ModelMetrics, ModelsAnswer, Summary } from '@/lib/analytics/models-answer'
import type { ModelsGroup, ModelsQuery } from '@/lib/analytics/models-search'
import { periodArguments } from '@/lib/analytics/period-query'
import type { ShownChange } from '@/lib/analytics/recommendations-answer'
import { armLabels } from '@/lib/arm-labels'
import type { Evidence } from '@/lib/recommender/evidence'
import { frontsOf } from '@/lib/recommender/fronts'
import type { supabaseAs } from '@/lib/supabase/as-user'
import { dataOf } from '@/lib/supabase/data-of'
import { evidenceOf } from '@/lib/team-recommender'

type UserSupabase = ReturnType<typeof supabaseAs>

/**
 * What a lead sees of the team's models (A15): counted by `get_models_analytics`, judged here. With `groupBy` only that
 * breakdown is filled. Throws a `DatabaseError`, with status 403 or 404 where the caller does not lead the team.
 */
export async function getModelsAnalytics(
  supabase: UserSupabase,
  teamId: string,
  query: ModelsQuery,
): Promise<ModelsAnswer> {
  const isOfSomeModels = query.model !== null || query.provider !== null
  const [counted, ofAllModels] = await Promise.all([
    countCalls(supabase, teamId, query),
    isOfSomeModels ? countCalls(supabase, teamId, { ...query, model: null, provider: null }) : null,
  ])
  // Asked for only now that the database has answered the caller: the evidence is read without their rights.
  return judge(counted, ofAllModels ?? counted, await evidenceOf(teamId), query)
}

async function countCalls(
  supabase: UserSupabase,
  teamId: string,
  { taskType, model, provider, feature, project, ...period }: ModelsQuery,
): Promise<CountedCalls> {
  const answer = await supabase.rpc('get_models_analytics', {
    p_team_id: teamId,
    ...periodArguments(period),
    ...(taskType !== null && { p_task_type: taskType }),
    ...(model !== null && { p_model: model }),
    ...(provider !== null && { p_provider: provider }),
    ...(feature !== null && { p_feature: feature }),
    ...(project !== null && { p_project_id: project }),
  })
  return countedCalls.parse(dataOf(answer))
}

/** @param ofAllModels the same without a filter on model and provider: what one model is worth shows beside the others only */
function judge(
  counted: CountedCalls,
  ofAllModels: CountedCalls,
  evidence: Evidence,
  { taskType, model, provider, feature, project, groupBy }: ModelsQuery,
): ModelsAnswer {
  const fronts = frontsOf(evidence, armLabels(evidence.cells))
  const wanted = <T>(group: ModelsGroup, breakdown: T[]) =>
    groupBy === null || groupBy === group ? breakdown : []
  return {
    team: counted.team,
    period: counted.period,
    filters: { taskType, model, provider, feature, project },
    options: {
      models: counted.models,
      taskTypes: counted.taskTypes,
      features: counted.features,
      projects: counted.projects,
    },
    summary: summaryOf(counted),
    errors: counted.errors.map(({ kind, calls }) => ({
      kind,
      calls,
      share: (100 * calls) / counted.summary.failed,
    })),
    byModel: wanted('model', byModel(counted)),
    byTaskType: wanted(
      'task_type',
      counted.byTaskType.map(({ taskType, ...counts }) => ({ taskType, ...judgeMetrics(counts) })),
    ),
    byProvider: wanted(
      'provider',
      counted.byProvider.map(({ provider, ...counts }) => ({ provider, ...judgeMetrics(counts) })),
    ),
    trends: wanted(
      'time',
      counted.byDay.map(({ day, ...counts }) => ({ day, ...judgeMetrics(counts) })),
    ),
    trendsByModel: wanted('time', counted.byModelDay.map(modelDay)),
    recommendations: advise({ cells: ofAllModels.cells.map(adviceCell) }),
    bestByTask: bestByTask(
      fronts.filter((front) => taskType === null || front.taskType === taskType),
      evidence,
    ),
    fronts: wanted('task_type', fronts),
    changes: evidence.changes.map(shownChange),
    generatedAt: counted.generatedAt,
  }
}

function shownChange({ changedAt, foundAt, ...change }: Evidence['changes'][number]): ShownChange {
  return {
    ...change,
    changedAt: new Date(changedAt).toISOString(),
    foundAt: new Date(foundAt).toISOString(),
  }
}

function summaryOf({ summary, previous }: CountedCalls): Summary {
  const metrics = judgeMetrics(summary)
  return {
    totalCalls: metrics.usageCount,
    avgResponseTime: metrics.avgResponseTime,
    successRate: metrics.successRate,
    satisfactionRate: metrics.satisfactionRate,
    avgTokens: metrics.avgTokens,
    totalCost: metrics.totalCost,
    metrics,
    previous: previous === null || previous.calls === 0 ? null : judgeMetrics(previous),
  }
}

function byModel(counted: CountedCalls): ModelMetrics[] {
  const total = counted.summary.costUsd
  return counted.byModel.map(({ provider, model, ...counts }) => ({
    provider,
    model,
    ...judgeMetrics(counts),
    costShare: total === 0 ? null : (100 * counts.costUsd) / total,
  }))
}

function modelDay(counts: CountedCalls['byModelDay'][number]): ModelsAnswer['trendsByModel'][number] {
  const { day, provider, model, calls, succeeded, failed, thumbsUp, thumbsDown, avgMs } = counts
  const percent = (hits: number, total: number) => (total === 0 ? null : (100 * hits) / total)
  return {
    day,
    provider,
    model,
    usageCount: calls,
    avgResponseTime: avgMs,
    successRate: percent(succeeded, succeeded + failed),
    satisfactionRate: percent(thumbsUp, thumbsUp + thumbsDown),
  }
}

function adviceCell({ succeeded, failed, ...cell }: CountedCalls['cells'][number]) {
  return { ...cell, calls: succeeded + failed, successes: succeeded }
}
