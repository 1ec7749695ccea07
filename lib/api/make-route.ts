import { v7 } from 'uuid'
import { z } from 'zod'
import type { ApiKey } from '@/lib/api/api-key'
import { Problem, problemResponse } from '@/lib/api/problem'
import { problemOf } from '@/lib/api/problem-of'
import { parseInput, readJson, readQuery } from '@/lib/api/read-input'
import { requireSameOrigin } from '@/lib/api/same-origin'
import type { User } from '@/lib/auth/session'
import type { Membership } from '@/lib/auth/team'

/** What a route may rely on: nobody, a session, a session with a current team, a lead of that team, or a team's API key. */
export type Access = 'public' | 'user' | 'member' | 'lead' | 'key'

export type RouteOptions<A extends Access, Q extends z.ZodType, B extends z.ZodType, P extends z.ZodType> = {
  access: A
  query?: Q
  body?: B
  params?: P
  /** Of the body; 1 MiB unless told. */
  maxBytes?: number
}

type Caller = {
  public: { user: null; membership: null; key: null }
  user: { user: User; membership: null; key: null }
  member: { user: User; membership: Membership; key: null }
  lead: { user: User; membership: Membership; key: null }
  key: { user: null; membership: null; key: ApiKey }
}

export type RouteInput<A extends Access, Q extends z.ZodType, B extends z.ZodType, P extends z.ZodType> = {
  request: Request
  requestId: string
  query: z.output<Q>
  body: z.output<B>
  params: z.output<P>
} & Caller[A]

type Services = {
  getUser: () => Promise<User | null>
  getMembership: (user: User) => Promise<Membership | null>
  /** Throws the problem of a request without a key that may report now. */
  getApiKey: (request: Request) => Promise<ApiKey>
  log: { error: (fields: object, message: string) => void }
}

type NextContext = { params: Promise<unknown> }
type Handler = (request: Request, context: NextContext) => Promise<Response>

/**
 * Makes the wrapper of every API route: permit, parse, act, answer. What `act` returns is sent as JSON,
 * unless it is a `Response`; a `Problem` it throws becomes its answer, anything else a 500 or 503 without details.
 */
export function makeRoute(services: Services) {
  return function route<
    A extends Access,
    Q extends z.ZodType = z.ZodUndefined,
    B extends z.ZodType = z.ZodUndefined,
    P extends z.ZodType = z.ZodUndefined,
  >(options: RouteOptions<A, Q, B, P>, act: (input: RouteInput<A, Q, B, P>) => Promise<unknown>): Handler {
    return async (request, context) => {
      const requestId = requestIdOf(request)
      try {
        requireSameOrigin(request)
        const caller = await permit(options.access, request, services)
        const parsed = await parse(options, request, context)
        const answer = await act({ request, requestId, ...parsed, ...caller })
        return finish(answer, requestId)
      } catch (error) {
        const path = new URL(request.url).pathname
        const problem = problemOf(error)
        if (problem.status >= 500) {
          services.log.error({ err: error, requestId, method: request.method, path }, 'request failed')
        }
        return problemResponse(problem, requestId, path)
      }
    }
  }
}

async function permit<A extends Access>(access: A, request: Request, services: Services): Promise<Caller[A]> {
  if (access === 'key') {
    return callerOf(access, { user: null, membership: null, key: await services.getApiKey(request) })
  }
  return callerOf(access, { ...(await permitted(access, services)), key: null })
}

async function permitted(access: Exclude<Access, 'key'>, { getUser, getMembership }: Services) {
  if (access === 'public') return { user: null, membership: null }
  const user = await getUser()
  if (!user) throw new Problem(401, 'Sign in first.')
  if (access === 'user') return { user, membership: null }
  const membership = await getMembership(user)
  if (!membership) throw new Problem(403, 'You belong to no team.', { code: 'no_team' })
  if (access === 'lead' && membership.role !== 'lead') {
    throw new Problem(403, 'Only leads of the team can see this.', { code: 'not_a_lead' })
  }
  return { user, membership }
}

/** What was permitted is just the caller that `access` names, which TypeScript cannot follow through the branches. */
function callerOf<A extends Access>(_access: A, caller: unknown): Caller[A] {
  return caller as Caller[A]
}

async function parse<Q extends z.ZodType, B extends z.ZodType, P extends z.ZodType>(
  options: RouteOptions<Access, Q, B, P>,
  request: Request,
  context: NextContext,
) {
  const { access, query, body, params, maxBytes = 2 ** 20 } = options
  // A probe of the server's health, or the address an exporter was given, may carry more.
  if (!query && access !== 'public' && access !== 'key') {
    parseInput(z.strictObject({}), readQuery(new URL(request.url)), 'query')
  }
  return {
    params: parseOptional(params, params && (await context.params), 'params'),
    query: parseOptional(query, query && readQuery(new URL(request.url)), 'query'),
    body: parseOptional(body, body && (await readJson(request, maxBytes)), 'body'),
  }
}

/** Without a schema the type parameter is `ZodUndefined`, whose output is the `undefined` returned here. */
function parseOptional<S extends z.ZodType>(
  schema: S | undefined,
  value: unknown,
  prefix: string,
): z.output<S> {
  return schema ? parseInput(schema, value, prefix) : (undefined as z.output<S>)
}

function finish(answer: unknown, requestId: string): Response {
  const response = answer instanceof Response ? answer : Response.json(answer ?? null)
  response.headers.set('x-request-id', requestId)
  if (!response.headers.has('Cache-Control')) response.headers.set('Cache-Control', 'private, no-store')
  return response
}

function requestIdOf(request: Request): string {
  const given = request.headers.get('x-request-id')
  return given && /^[\w-]{8,64}$/.test(given) ? given : v7()
}
