import { requireApiKey } from '@/lib/api/api-key'
import { makeRoute } from '@/lib/api/make-route'
import { CALLS_PER_REQUEST, limitCalls } from '@/lib/api/rate-limit'
import { getUser } from '@/lib/auth/session'
import { getMembership } from '@/lib/auth/team'
import { log } from '@/lib/log'

/** The wrapper of the API routes: `export const GET = route({ access: 'lead', query }, async ({ query, membership }) => …)`. */
export const route = makeRoute({
  getUser,
  getMembership: (user) => getMembership(user),
  getApiKey: async (request) => {
    const key = await requireApiKey(request)
    // Before the body is read, whatever it holds.
    limitCalls(key, CALLS_PER_REQUEST)
    return key
  },
  log,
})
