import { adminSupabase } from '@/lib/supabase/admin'
import type { TrackingEvent } from '@/lib/tracking/event'
import { RefusedError } from '@/lib/tracking/outbox-errors'

/** Stores a batch, all or nothing. Throws `RefusedError` when it is the batch that is wrong or too large, any other error when asking again may help. */
export async function deliver(events: TrackingEvent[]): Promise<void> {
  const { error, status } = await adminSupabase().rpc('record_events', { events })
  if (error === null) return
  const said = `record_events: ${error.message || 'no answer'} (${[status, error.code].filter(Boolean).join(' ')})`
  throw isRefusal(status, error.code) ? new RefusedError(said) : new Error(said)
}

/**
 * 422 is the function's own refusal of a row, 413 a body too large, SQLSTATE class 22 a value that no column can hold.
 * A missing function, a wrong key or a missing privilege is the installation's fault and will pass.
 */
function isRefusal(status: number, code: string | undefined): boolean {
  return status === 422 || status === 413 || (code?.startsWith('22') ?? false)
}
