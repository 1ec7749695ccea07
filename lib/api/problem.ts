/** An expected failure of a request; its text reaches the caller, so it holds nothing secret. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: ProblemStatus
  readonly code: string
  readonly errors: FieldError[]
  readonly headers: Record<string, string>

  constructor(status: ProblemStatus, detail: string, more: ProblemOptions = {}) {
    super(detail, { cause: more.cause })
    this.status = status
    this.code = more.code ?? KINDS[status].code
    this.errors = more.errors ?? []
    this.headers = more.headers ?? {}
  }
}

/** `path` names the field, dotted: `filters.0.model`. */
export type FieldError = { path: string; code: string; message: string }
export type ProblemStatus = keyof typeof KINDS
type ProblemOptions = {
  code?: string
  errors?: FieldError[]
  headers?: Record<string, string>
  cause?: unknown
}

const KINDS = {
  400: { code: 'validation_failed', title: 'Invalid request' },
  401: { code: 'unauthenticated', title: 'Not signed in' },
  403: { code: 'forbidden', title: 'Not allowed' },
  404: { code: 'not_found', title: 'Not found' },
  405: { code: 'method_not_allowed', title: 'Method not allowed' },
  409: { code: 'conflict', title: 'Conflict' },
  410: { code: 'gone', title: 'No longer there' },
  413: { code: 'payload_too_large', title: 'Body too large' },
  415: { code: 'unsupported_media_type', title: 'Unsupported content type' },
  422: { code: 'unprocessable', title: 'Cannot be processed' },
  429: { code: 'rate_limited', title: 'Too many requests' },
  500: { code: 'internal', title: 'Internal error' },
  502: { code: 'bad_gateway', title: 'Upstream failed' },
  503: { code: 'unavailable', title: 'Temporarily unavailable' },
} as const

export function isProblemStatus(status: number): status is ProblemStatus {
  return status in KINDS
}

/** RFC 9457; `instance` is the path that was asked for. */
export function problemResponse(problem: Problem, requestId: string, instance: string): Response {
  const { code, status, errors } = problem
  const body = {
    type: `urn:augury:problem:${code}`,
    title: KINDS[status].title,
    status,
    detail: problem.message,
    instance,
    code,
    requestId,
    ...(errors.length > 0 && { errors }),
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'private, no-store',
      'x-request-id': requestId,
      ...problem.headers,
    },
  })
}
