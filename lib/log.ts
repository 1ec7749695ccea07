import pino from 'pino'

const SECRETS = [
  'password',
  'secret',
  'token',
  'access_token',
  'refresh_token',
  'accessToken',
  'refreshToken',
  'apiKey',
  'api_key',
  'x-api-key',
  'authorization',
  'cookie',
]

/** The server's log: one JSON line each, on standard output; secrets are cut out up to two objects deep. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  redact: SECRETS.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
})
