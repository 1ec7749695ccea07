type Answer<T> =
  | { data: T; error: null; status: number }
  | { data: null; error: { message: string; code?: string }; status: number }

/** `status` is that of the data API, 0 when there was no answer; `code` its SQLSTATE, or empty. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  readonly status: number
  readonly code: string

  constructor(error: { message: string; code?: string }, status: number) {
    super(error.message, { cause: error })
    this.status = status
    this.code = error.code ?? ''
  }

  /** True when trying again may help: no answer, gateway trouble, too many connections, a statement that took too long. */
  get isUnavailable(): boolean {
    return [0, 429, 502, 503, 504].includes(this.status) || /^(08|53|57)/.test(this.code)
  }
}

/** The data of a supabase-js answer; throws a `DatabaseError` in place of its error. */
export function dataOf<T>(answer: Answer<T>): T {
  if (answer.error) throw new DatabaseError(answer.error, answer.status)
  return answer.data
}
