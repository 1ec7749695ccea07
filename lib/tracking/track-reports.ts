import 'server-only'
import { z } from 'zod'
import type { ApiKey } from '@/lib/api/api-key'
import { type FieldError, Problem } from '@/lib/api/problem'
import { limitHeld } from '@/lib/api/rate-limit'
import { fieldErrors, parseInput, wrongFields } from '@/lib/api/read-input'
import type { CallEvent } from '@/lib/tracking/event'
import { keepReported } from '@/lib/tracking/keep-reported'
import { callEventOf, lateness, type Reporter, reportedCall } from '@/lib/tracking/reported-call'
import { teamPriceOf } from '@/lib/tracking/team-prices'
import { getTeamRecording } from '@/lib/tracking/team-recording'

const batch = z.strictObject({ calls: z.array(z.unknown()).min(1).max(1000) })

type Result =
  | { status: 'accepted'; id: string; timestamp: string }
  | { status: 'refused'; errors: FieldError[] }
export type TrackAnswer = { accepted: number; refused: number; results: Result[] }

/**
 * Keeps the calls that are right in the outbox, on disk, before it answers with one result for each, in order. A wrong
 * call does not keep back the others, but alone it is a 400 problem. Throws a 503 problem when nothing could be kept.
 */
export async function trackReports(key: ApiKey, body: Record<string, unknown>): Promise<TrackAnswer> {
  const reports = 'calls' in body ? parseInput(batch, body, 'body').calls : null
  if (reports) limitHeld(key, reports.length)
  const { teamId } = key
  const [{ recordsCalls, callsFrom }, priceOf] = await Promise.all([
    getTeamRecording(teamId),
    teamPriceOf(teamId),
  ])
  if (!recordsCalls) throw new Problem(403, 'This team does not record calls.', { code: 'not_recording' })
  const reporter = { teamId, source: 'api', priceOf, callsFrom } as const
  if (reports) return answerTo(reports.map((report) => eventOrErrors(report, reporter)))
  const outcome = eventOrErrors(body, reporter)
  if (Array.isArray(outcome)) throw wrongFields(outcome)
  return answerTo([outcome])
}

function eventOrErrors(
  report: unknown,
  reporter: Reporter & { callsFrom: Date | null },
): CallEvent | FieldError[] {
  const { data, error } = reportedCall.safeParse(report)
  if (error) return fieldErrors(error, 'call')
  const event = callEventOf(data, reporter)
  const message = lateness(new Date(event.timestamp), reporter.callsFrom)
  return message === null ? event : [{ path: 'timestamp', code: 'custom', message }]
}

function answerTo(outcomes: (CallEvent | FieldError[])[]): TrackAnswer {
  const events = outcomes.flatMap((outcome) => (Array.isArray(outcome) ? [] : [outcome]))
  keepReported(events)
  return {
    accepted: events.length,
    refused: outcomes.length - events.length,
    results: outcomes.map((outcome) =>
      Array.isArray(outcome)
        ? { status: 'refused', errors: outcome }
        : { status: 'accepted', id: outcome.id, timestamp: outcome.timestamp },
    ),
  }
}
