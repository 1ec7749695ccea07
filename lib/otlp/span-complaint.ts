import { msOf, type Span } from '@/lib/otlp/span'
import { lateness, reportedCall } from '@/lib/tracking/reported-call'

const { timestamp } = reportedCall.shape
const NO_ID = /^0*$/

/** Why a span cannot be kept by a team that takes calls from `callsFrom` on; null for one that can. */
export function spanComplaint(
  { traceId, spanId, startNs, endNs }: Span,
  callsFrom: Date | null,
): string | null {
  if (!/^[0-9a-f]{32}$/.test(traceId) || NO_ID.test(traceId)) return 'traceId: not 16 bytes, or all zero'
  if (!/^[0-9a-f]{16}$/.test(spanId) || NO_ID.test(spanId)) return 'spanId: not 8 bytes, or all zero'
  if (startNs === 0n) return 'startTimeUnixNano: missing'
  return (
    complaintOfTime('startTimeUnixNano', startNs, callsFrom) ??
    complaintOfTime('endTimeUnixNano', endNs || startNs, null)
  )
}

function complaintOfTime(field: string, ns: bigint, callsFrom: Date | null): string | null {
  const at = new Date(msOf(ns))
  const { error } = timestamp.safeParse(at.toISOString())
  const complaint = error?.issues[0]?.message ?? lateness(at, callsFrom)
  return complaint === null ? null : `${field}: ${complaint}`
}
