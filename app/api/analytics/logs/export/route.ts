import { exportLog } from '@/lib/analytics/log-export'
import { exportQuery } from '@/lib/analytics/log-query'
import { route } from '@/lib/api/route'

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

export const GET = route(
  { access: 'lead', query: exportQuery },
  async ({ request, user, membership, query }) =>
    new Response(await exportLog(user.id, membership.teamId, query, request.signal), {
      headers: {
        'Content-Type': TYPES[query.format],
        'Content-Disposition': `attachment; filename="augury-calls.${query.format}"`,
        'X-Accel-Buffering': 'no',
      },
    }),
)
