import { numberOf, textOf } from '@/lib/otlp/attribute'
import { EXCEPTION_EVENT } from '@/lib/otlp/attribute-names'
import type { Span } from '@/lib/otlp/span'
import { type CallFailure, callFailure, stopped } from '@/lib/tracking/call-failure'

const STOPPED = /abort|cancel/i
const MAX_TEXT = 2000

/** How the call of a span failed; null when it did not. */
export function spanFailure(span: Span): CallFailure | null {
  const errorType = textOf(span, 'errorType', 100)
  if (!span.isError && errorType === null) return null
  const exception = span.events.findLast(({ name }) => name === EXCEPTION_EVENT)
  const exceptionType = exception ? textOf(exception, 'exceptionType', 200) : null
  const message =
    span.statusMessage.slice(0, MAX_TEXT) ||
    textOf(span, 'errorMessage', MAX_TEXT) ||
    (exception && textOf(exception, 'exceptionMessage', MAX_TEXT)) ||
    ''
  if ([errorType, exceptionType].some((type) => type !== null && STOPPED.test(type))) return stopped
  const failure = callFailure({
    // Python's come with their module.
    name: exceptionType?.split('.').at(-1),
    type: [errorType, exceptionType].join(' '),
    statusCode: numberOf(span, 'httpStatus') ?? numberOf(span, 'errorType') ?? undefined,
    message,
  })
  return {
    ...failure,
    errorKind: failure.errorKind === 'unknown' ? (errorType ?? 'unknown') : failure.errorKind,
    errorMessage: failure.errorMessage || null,
  }
}
