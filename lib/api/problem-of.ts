import { isProblemStatus, Problem } from '@/lib/api/problem'
import { DatabaseError } from '@/lib/supabase/data-of'

/** SQLSTATEs of a value that Postgres cannot even read, such as a NUL; only the request can have brought it. */
const UNREADABLE = new Set(['22021', '22P02', '22P05'])

/** Turns whatever was thrown into what the caller may know; the rest is for the log. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof DatabaseError) return problemOfDatabase(error)
  if (isTimeout(error))
    return new Problem(503, 'The service did not answer in time. Try again.', { cause: error })
  return new Problem(500, 'Something went wrong on our side. The request id helps to find it.', {
    cause: error,
  })
}

function problemOfDatabase(error: DatabaseError): Problem {
  const status = Number(/^PT(\d{3})$/.exec(error.code)?.[1])
  // Only PTxyz errors are raised by our own SQL with words meant for people.
  if (isProblemStatus(status) && status < 500) return new Problem(status, error.message, { cause: error })
  if (UNREADABLE.has(error.code))
    return new Problem(400, 'A value of the request cannot be read.', { cause: error })
  if (error.isUnavailable)
    return new Problem(503, 'The database cannot be reached. Try again.', { cause: error })
  return new Problem(500, 'Something went wrong on our side. The request id helps to find it.', {
    cause: error,
  })
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')
}
