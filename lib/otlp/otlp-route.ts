import { v7 } from 'uuid'
import { type ApiKey, requireApiKey } from '@/lib/api/api-key'
import { Problem } from '@/lib/api/problem'
import { problemOf } from '@/lib/api/problem-of'
import { CALLS_PER_REQUEST, limitCalls } from '@/lib/api/rate-limit'
import { log } from '@/lib/log'
import { formatOf, jsonFormat, type OtlpFormat, type PartialSuccess } from '@/lib/otlp/otlp-format'

type Receive = (request: Request, key: ApiKey, format: OtlpFormat) => Promise<PartialSuccess | null>

/** Numbers of `google.rpc.Code`. */
const CODES: Readonly<Record<number, number>> = { 401: 16, 413: 8, 429: 8, 500: 13, 503: 14 }
const INVALID_ARGUMENT = 3

/**
 * Makes an OTLP endpoint: permits by the team's key, and answers as OTLP does, in the encoding of the request, problems
 * too. Exporters send again after 429, 502, 503 and 504 only.
 */
export function otlpRoute(receive: Receive): (request: Request) => Promise<Response> {
  return async (request) => {
    const format = formatOf(request.headers.get('content-type'))
    const requestId = v7()
    try {
      const key = await requireApiKey(request)
      limitCalls(key, CALLS_PER_REQUEST)
      if (!format) {
        throw new Problem(415, 'Send Content-Type: application/x-protobuf or application/json.')
      }
      return answer(format, 200, format.success(await receive(request, key, format)), requestId)
    } catch (error) {
      return failure(error, request, format ?? jsonFormat, requestId)
    }
  }
}

function failure(error: unknown, request: Request, format: OtlpFormat, requestId: string): Response {
  const problem = problemOf(error)
  if (problem.status >= 500) {
    const path = new URL(request.url).pathname
    log.error({ err: error, requestId, method: request.method, path }, 'request failed')
  }
  const status = { code: CODES[problem.status] ?? INVALID_ARGUMENT, message: problem.message }
  return answer(format, problem.status, format.failure(status), requestId, problem.headers)
}

function answer(
  { contentType }: OtlpFormat,
  status: number,
  body: BodyInit,
  requestId: string,
  headers: Record<string, string> = {},
): Response {
  const always = {
    'Content-Type': contentType,
    'Cache-Control': 'private, no-store',
    'x-request-id': requestId,
  }
  return new Response(body, { status, headers: { ...always, ...headers } })
}
