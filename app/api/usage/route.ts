import { getUsage } from '@/lib/analytics/usage'
import { usageQuery } from '@/lib/analytics/usage-query'
import { route } from '@/lib/api/route'
import { supabaseAs } from '@/lib/supabase/as-user'

export const GET = route({ access: 'member', query: usageQuery }, ({ user, membership, query }) =>
  getUsage(supabaseAs(user.accessToken), membership.teamId, query),
)
