import { z } from 'zod'
import { route } from '@/lib/api/route'
import { trackReports } from '@/lib/tracking/track-reports'

/** With all its fields: zod's own objects leave `__proto__` out, which is refused like other unknown ones. */
const body = z.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'not an object',
)

export const POST = route({ access: 'key', body, maxBytes: 4 * 2 ** 20 }, ({ key, body }) =>
  trackReports(key, body),
)
