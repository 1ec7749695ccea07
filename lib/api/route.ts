import { makeRoute } from '@/lib/api/make-route'
import { getUser } from '@/lib/auth/session'
import { getMembership } from '@/lib/auth/team'
import { log } from '@/lib/log'

/** The wrapper of the API routes: `export const GET = route({ access: 'lead', query }, async ({ query, membership }) => …)`. */
export const route = makeRoute({ getUser, getMembership: (user) => getMembership(user), log })
