import { getCallLog } from '@/lib/analytics/log'
import { logQuery } from '@/lib/analytics/log-query'
import { route } from '@/lib/api/route'
import { supabaseAs } from '@/lib/supabase/as-user'

export const GET = route(
  { access: 'lead', query: logQuery },
  ({ user, membership, query: { before, ...filter } }) =>
    getCallLog(supabaseAs(user.accessToken), membership.teamId, filter, { limit: 100, before }),
)
