import { z } from 'zod'
import { getCall } from '@/lib/analytics/log'
import { route } from '@/lib/api/route'
import { supabaseAs } from '@/lib/supabase/as-user'

export const GET = route(
  { access: 'member', params: z.strictObject({ id: z.uuid() }) },
  ({ user, membership, params }) => getCall(supabaseAs(user.accessToken), membership.teamId, params.id),
)
