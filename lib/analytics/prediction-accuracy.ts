import 'server-only'
import { z } from 'zod'
import { type Accuracy, judgeAccuracy } from '@/lib/analytics/calibration'
import { gradedPredictions, period } from '@/lib/analytics/counted-ledger'
import { periodArguments } from '@/lib/analytics/period-query'
import type { PredictionAccuracyQuery } from '@/lib/analytics/recommendations-query'
import type { supabaseAs } from '@/lib/supabase/as-user'
import { dataOf } from '@/lib/supabase/data-of'

/** B8: of success, as the prediction's own figures, and of satisfaction where the answer was rated. */
export type PredictionAccuracy = Accuracy & {
  period: z.infer<typeof period>
  satisfaction: Accuracy
}

const counted = z.object({ period, success: gradedPredictions, satisfaction: gradedPredictions })

/** How often what was predicted came true. */
export async function getPredictionAccuracy(
  supabase: ReturnType<typeof supabaseAs>,
  teamId: string,
  query: PredictionAccuracyQuery,
): Promise<PredictionAccuracy> {
  const answer = await supabase.rpc('get_prediction_accuracy', {
    p_team_id: teamId,
    ...periodArguments(query),
    ...(query.subjectType !== null && { p_subject_type: query.subjectType }),
  })
  const { period, success, satisfaction } = counted.parse(dataOf(answer))
  return { period, ...judgeAccuracy(success), satisfaction: judgeAccuracy(satisfaction) }
}
