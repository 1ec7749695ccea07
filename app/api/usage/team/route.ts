import { getTeamUsage } from '@/lib/analytics/usage'
import { teamUsageQuery } from '@/lib/analytics/usage-query'
import { route } from '@/lib/api/route'
import { supabaseAs } from '@/lib/supabase/as-user'

export const GET = route({ access: 'lead', query: teamUsageQuery }, ({ user, membership, query }) =>
  getTeamUsage(supabaseAs(user.accessToken), membership.teamId, query),
)
