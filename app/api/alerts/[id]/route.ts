import { z } from 'zod'
import { dismissAlerts } from '@/lib/analytics/alerts'
import { Problem } from '@/lib/api/problem'
import { route } from '@/lib/api/route'
import { supabaseAs } from '@/lib/supabase/as-user'

const params = z.strictObject({ id: z.uuid() })
const body = z.strictObject({ dismissed: z.literal(true) })

export const PATCH = route({ access: 'lead', params, body }, async ({ user, membership, params }) => {
  const found = await dismissAlerts(supabaseAs(user.accessToken), membership.teamId, [params.id])
  if (found === 0) throw new Problem(404, 'There is no such alert in your team.')
  return new Response(null, { status: 204 })
})
