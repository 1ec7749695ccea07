import pino from 'pino'

/** The server's log: one JSON line each, on standard output. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  redact: [
    '*.password',
    '*.access_token',
    '*.refresh_token',
    '*.accessToken',
    'headers.authorization',
    'headers.cookie',
  ],
})
