import { route } from '@/lib/api/route'
import { supabaseAs } from '@/lib/supabase/as-user'
import { dataOf } from '@/lib/supabase/data-of'

export const GET = route({ access: 'user' }, async ({ user }) => {
  const data = dataOf(await supabaseAs(user.accessToken).rpc('export_my_data'))
  return new Response(JSON.stringify(data, null, 2), {
    headers: {
      'Content-Type': 'application/json',
      'Content-Disposition': 'attachment; filename="augury-my-data.json"',
    },
  })
})
