import { getRecommendations } from '@/lib/analytics/recommendations'
import { recommendationsQuery } from '@/lib/analytics/recommendations-query'
import { route } from '@/lib/api/route'
import { supabaseAs } from '@/lib/supabase/as-user'

export const GET = route({ access: 'lead', query: recommendationsQuery }, ({ user, membership, query }) =>
  getRecommendations(supabaseAs(user.accessToken), membership.teamId, query),
)
