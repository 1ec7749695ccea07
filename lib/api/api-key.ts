import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Problem } from '@/lib/api/problem'
import { createTokenBucket } from '@/lib/auth/token-bucket'
import { visitorAddress } from '@/lib/auth/visitor-address'
import { log } from '@/lib/log'
import { oncePerProcess } from '@/lib/once-per-process'
import { createRenewingCache } from '@/lib/renewing-cache'
import { adminSupabase } from '@/lib/supabase/admin'
import { dataOf } from '@/lib/supabase/data-of'

const found = z
  .object({ team_id: z.uuid(), key_id: z.uuid() })
  .transform(({ team_id, key_id }) => ({ teamId: team_id, keyId: key_id }))
  .nullable()
export type ApiKey = NonNullable<z.output<typeof found>>

const HOUR = 3_600_000
/** Each guess costs a look into the database; who sends the same wrong key again and again costs none. */
const guesses = createTokenBucket({ burst: 100, refillMs: 1_000, now: Date.now, capacity: 50_000 })

/** By hash; `visitor` is null for one that was looked up before. */
const keys = oncePerProcess('api keys', () =>
  createRenewingCache({
    load: async (hash, visitor: string | null) => {
      if (visitor !== null) countGuess(visitor)
      const key = found.parse(dataOf(await adminSupabase(3_000).rpc('use_api_key', { p_key_hash: hash })))
      if (visitor !== null && key !== null) guesses.giveBack(visitor)
      return key
    },
    now: Date.now,
    freshMs: 10_000,
    staleMs: 24 * HOUR,
    patienceMs: 300,
    pauseMs: 15_000,
    capacity: 20_000,
    onRenewalFailed: (error) => log.warn({ err: error }, 'an API key could not be looked up again'),
  }),
)

/**
 * The team and key of a request that carries `Authorization: Bearer aug_…` or `x-api-key: aug_…`; throws a 401 problem.
 * A revoked key ends at once in this process and within ten seconds in others; while the database is away, what was
 * known of a key holds, so that no call is turned away that the outbox can keep.
 */
export async function requireApiKey(request: Request): Promise<ApiKey> {
  const given = givenKey(request.headers)
  if (given === null) {
    throw unauthenticated('Send a key of your team: Authorization: Bearer aug_…, or x-api-key: aug_…')
  }
  // What cannot be a key is not worth a look.
  if (!/^aug_[0-9a-f]{64}$/.test(given)) throw unknownKey()
  const hash = createHash('sha256').update(given).digest('hex')
  const key = await keys.get(hash, keys.has(hash) ? null : visitorAddress(request.headers))
  if (key === null) throw unknownKey()
  return key
}

/** To be called after a key was revoked. */
export function forgetApiKey(keyId: string): void {
  keys.forgetWhere((key) => key?.keyId === keyId)
}

function givenKey(headers: Headers): string | null {
  const bearer = /^bearer\s+(\S+)\s*$/i.exec(headers.get('authorization') ?? '')?.[1]
  return bearer ?? headers.get('x-api-key')?.trim() ?? null
}

function countGuess(visitor: string): void {
  const waitMs = guesses.take(visitor)
  if (waitMs === 0) return
  const headers = { 'Retry-After': String(Math.ceil(waitMs / 1000)) }
  throw new Problem(429, 'Too many unknown keys came from this address.', { headers })
}

function unknownKey(): Problem {
  return unauthenticated('This key does not exist or was revoked.')
}

function unauthenticated(detail: string): Problem {
  return new Problem(401, detail, { headers: { 'WWW-Authenticate': 'Bearer' } })
}
