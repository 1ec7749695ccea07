import { getPredictionAccuracy } from '@/lib/analytics/prediction-accuracy'
import { predictionAccuracyQuery } from '@/lib/analytics/recommendations-query'
import { route } from '@/lib/api/route'
import { supabaseAs } from '@/lib/supabase/as-user'

export const GET = route({ access: 'lead', query: predictionAccuracyQuery }, ({ user, membership, query }) =>
  getPredictionAccuracy(supabaseAs(user.accessToken), membership.teamId, query),
)
