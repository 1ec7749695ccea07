import 'server-only'
import type { ApiKey } from '@/lib/api/api-key'
import { Problem } from '@/lib/api/problem'
import { limitHeld } from '@/lib/api/rate-limit'
import { wantedOf } from '@/lib/otlp/attribute-names'
import { teamMarks } from '@/lib/otlp/marks'
import type { OtlpFormat, PartialSuccess } from '@/lib/otlp/otlp-format'
import { readBody } from '@/lib/otlp/read-body'
import { MalformedExportError, type Span, type Wanted } from '@/lib/otlp/span'
import { readTraceExport } from '@/lib/otlp/trace-export'
import { keepReported } from '@/lib/tracking/keep-reported'
import { teamPriceOf } from '@/lib/tracking/team-prices'
import { getTeamRecording } from '@/lib/tracking/team-recording'

const MAX_REASONS = 3
/** This many spans that are no calls take about as much time as a call. */
const SPANS_PER_CALL = 10

/**
 * Keeps the calls and runs of an export in the outbox, on disk, before it answers; null when all of it was taken. Throws
 * a problem when nothing was: 503 asks for the same again.
 */
export async function receiveTraces(
  request: Request,
  key: ApiKey,
  format: OtlpFormat,
): Promise<PartialSuccess | null> {
  const { teamId } = key
  const { recordsCalls, keepsTraceText, callsFrom } = await getTeamRecording(teamId)
  const spans = readSpans(await readBody(request), format, wantedOf(keepsTraceText))
  if (!recordsCalls) return { rejectedSpans: 0, errorMessage: 'This team does not record calls.' }
  const { events, marks, complaints } = readTraceExport(spans, {
    teamId,
    priceOf: await teamPriceOf(teamId),
    callsFrom,
    known: teamMarks().of(teamId),
  })
  limitHeld(key, Math.max(events.length, spans.length / SPANS_PER_CALL))
  keepReported(events)
  teamMarks().keep(teamId, marks)
  return partialSuccess(complaints)
}

function readSpans(body: Uint8Array, format: OtlpFormat, wanted: Wanted): Span[] {
  try {
    return format.spans(body, wanted)
  } catch (cause) {
    if (!(cause instanceof MalformedExportError)) throw cause
    throw new Problem(400, cause.message, { cause })
  }
}

function partialSuccess(complaints: readonly string[]): PartialSuccess | null {
  if (complaints.length === 0) return null
  const reasons = [...new Set(complaints)]
  const more = reasons.length > MAX_REASONS ? ', and others' : ''
  return { rejectedSpans: complaints.length, errorMessage: reasons.slice(0, MAX_REASONS).join(', ') + more }
}
