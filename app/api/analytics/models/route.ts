import { getModelsAnalytics } from '@/lib/analytics/models'
import { modelsQuery } from '@/lib/analytics/models-query'
import { route } from '@/lib/api/route'
import { supabaseAs } from '@/lib/supabase/as-user'

export const GET = route({ access: 'lead', query: modelsQuery }, ({ user, membership, query }) =>
  getModelsAnalytics(supabaseAs(user.accessToken), membership.teamId, query),
)
