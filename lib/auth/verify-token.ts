import { createTokenVerifier, type TokenVerifier } from '@/lib/auth/token-verifier'
import { env } from '@/lib/env'

let verifier: TokenVerifier | undefined

/** This project's verifier, made once per process so that its keys stay cached. */
export const verifyToken: TokenVerifier = (token) => {
  const { SUPABASE_URL, SUPABASE_JWT_SECRET } = env()
  verifier ??= createTokenVerifier({ url: SUPABASE_URL, jwtSecret: SUPABASE_JWT_SECRET })
  return verifier(token)
}
