import type pg from 'pg'

/** Resolves once somebody in the database waits for a lock, or the statement has ended without waiting. */
export async function untilWaiting(observer: pg.Client, statement: Promise<unknown>): Promise<void> {
  let hasEnded = false
  const ended = () => {
    hasEnded = true
  }
  statement.then(ended, ended)
  while (!hasEnded) {
    const { rows } = await observer.query(
      `select from pg_locks where not granted and pid in (
        select pid from pg_stat_activity where datname = current_database()
      )`,
    )
    if (rows.length > 0) return
  }
}
