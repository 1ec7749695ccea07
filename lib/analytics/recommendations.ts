import 'server-only'
import { judgeAccuracy } from '@/lib/analytics/calibration'
import { countedLedger } from '@/lib/analytics/counted-ledger'
import { periodArguments } from '@/lib/analytics/period-query'
import { comparePolicies } from '@/lib/analytics/policy-comparison'
import type { RecommendationsAnswer } from '@/lib/analytics/recommendations-answer'
import type { RecommendationsQuery } from '@/lib/analytics/recommendations-search'
import { armKey } from '@/lib/arm-labels'
import type { supabaseAs } from '@/lib/supabase/as-user'
import { dataOf } from '@/lib/supabase/data-of'

type UserSupabase = ReturnType<typeof supabaseAs>

/**
 * How the recommender did: counted by `get_recommendation_ledger`, judged here. Throws a `DatabaseError`, with status 403
 * or 404 where the caller does not lead the team.
 */
export async function getRecommendations(
  supabase: UserSupabase,
  teamId: string,
  { taskType, ...period }: RecommendationsQuery,
): Promise<RecommendationsAnswer> {
  const answer = await supabase.rpc('get_recommendation_ledger', {
    p_team_id: teamId,
    ...periodArguments(period),
    ...(taskType !== null && { p_task_type: taskType }),
  })
  const { taskTypes, accuracy, arms, log, ...counted } = countedLedger.parse(dataOf(answer))
  const keys = arms.map(armKey)
  const decisions = log.map(
    ([stratum, arm, fallback, probability, candidates, success, rating, costUsd]) => ({
      stratum: String(stratum),
      arm: keys[arm] ?? '',
      defaultArm: fallback === null ? null : (keys[fallback] ?? null),
      probability,
      candidates,
      success: success === null ? null : success === 1,
      rating,
      costUsd,
    }),
  )
  return {
    ...counted,
    filters: { taskType },
    options: { taskTypes },
    accuracy: {
      success: judgeAccuracy(accuracy.success),
      satisfaction: judgeAccuracy(accuracy.satisfaction),
    },
    comparison: comparePolicies(decisions, arms),
  }
}
