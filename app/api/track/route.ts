import { z } from 'zod'
import { route } from '@/lib/api/route'
import { trackReports } from '@/lib/tracking/track-reports'

export const POST = route(
  { access: 'key', body: z.record(z.string(), z.unknown()), maxBytes: 4 * 2 ** 20 },
  ({ key, body }) => trackReports(key, body),
)
