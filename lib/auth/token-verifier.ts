import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'

const claims = z.object({ sub: z.uuid(), email: z.string().default('') })
export type TokenClaims = z.infer<typeof claims>
export type TokenVerifier = (token: string) => Promise<TokenClaims | null>

/**
 * Verifies access tokens without asking the auth server: by the project's shared secret where there is one,
 * else by its published keys, which are fetched once and kept. Null for a token that is not valid now; throws
 * only when the keys were never to be had.
 */
export function createTokenVerifier({ url, jwtSecret }: { url: string; jwtSecret?: string }): TokenVerifier {
  const key = jwtSecret
    ? secretKey(jwtSecret)
    : publishedKeys(new URL('auth/v1/.well-known/jwks.json', `${url}/`))
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

function publishedKeys(url: URL): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(url, { timeoutDuration: 3_000 })
  return async (header, token) => {
    try {
      return await remote(header, token)
    } catch (error) {
      const known = remote.jwks()
      // While the auth server is away the keys seen last still hold.
      if (known && !(error instanceof errors.JWKSNoMatchingKey))
        return createLocalJWKSet(known)(header, token)
      throw error
    }
  }
}

/** jose answers a plain `JOSEError` when the key server answers something else than keys. */
function isOutage(error: errors.JOSEError): boolean {
  return error instanceof errors.JWKSTimeout || error.constructor === errors.JOSEError
}
