import type { Span } from '@/lib/otlp/span'
import { reportedCall } from '@/lib/tracking/reported-call'

const { timestamp } = reportedCall.shape
const NO_ID = /^0*$/

/** Why a span cannot be kept; null for one that can. */
export function spanComplaint({ traceId, spanId, startNs, endNs }: Span): string | null {
  if (!/^[0-9a-f]{32}$/.test(traceId) || NO_ID.test(traceId)) return 'traceId: not 16 bytes, or all zero'
  if (!/^[0-9a-f]{16}$/.test(spanId) || NO_ID.test(spanId)) return 'spanId: not 8 bytes, or all zero'
  if (startNs === 0n) return 'startTimeUnixNano: missing'
  return complaintOfTime('startTimeUnixNano', startNs) ?? complaintOfTime('endTimeUnixNano', endNs || startNs)
}

function complaintOfTime(field: string, ns: bigint): string | null {
  const { error } = timestamp.safeParse(new Date(Number(ns / 1_000_000n)).toISOString())
  return error ? `${field}: ${error.issues[0]?.message}` : null
}
