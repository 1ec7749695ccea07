import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'

const claims = z.object({ sub: z.uuid(), email: z.string().default('') })
export type TokenClaims = z.infer<typeof claims>
type Options = { url: string; jwtSecret?: string; keysMaxAgeMs?: number }
export type TokenVerifier = (token: string) => Promise<TokenClaims | null>

/**
 * Verifies access tokens without asking the auth server: by the project's shared secret where there is one,
 * else by its published keys, which are fetched once and kept. Null for a token that is not valid now; throws
 * only when the keys were never to be had.
 */
export function createTokenVerifier({ url, jwtSecret, keysMaxAgeMs = 600_000 }: Options): TokenVerifier {
  const key = jwtSecret
    ? secretKey(jwtSecret)
    : publishedKeys(`${url}/auth/v1/.well-known/jwks.json`, keysMaxAgeMs)
  const algorithms = jwtSecret ? ['HS256'] : ['ES256', 'RS256', 'EdDSA']
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, key, { algorithms, audience: 'authenticated' })
      return claims.safeParse(payload).data ?? null
    } catch (error) {
      if (error instanceof errors.JOSEError && !isOutage(error)) return null
      throw error
    }
  }
}

function secretKey(secret: string): JWTVerifyGetKey {
  const bytes = new TextEncoder().encode(secret)
  return async () => bytes
}

function publishedKeys(url: string, maxAgeMs: number): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(new URL(url), {
    timeoutDuration: 3_000,
    cacheMaxAge: Number.POSITIVE_INFINITY,
  })
  let renewedAt = Date.now()
  return async (header, token) => {
    if (remote.fresh && Date.now() - renewedAt > maxAgeMs) {
      renewedAt = Date.now()
      // Behind the request: while the auth server is away or slow, the keys seen last hold and nobody waits.
      remote.reload().catch(() => undefined)
    }
    return remote(header, token)
  }
}

/** jose answers a plain `JOSEError` when the key server answers something else than keys. */
function isOutage(error: errors.JOSEError): boolean {
  return error instanceof errors.JWKSTimeout || error.constructor === errors.JOSEError
}
