import { getAlerts } from '@/lib/analytics/alerts'
import { route } from '@/lib/api/route'
import { supabaseAs } from '@/lib/supabase/as-user'

export const GET = route({ access: 'lead' }, ({ user, membership }) =>
  getAlerts(supabaseAs(user.accessToken), membership.teamId),
)
