import { Problem } from '@/lib/api/problem'

/** Row-level security hides what may not be changed, so that nothing changed means not allowed, or gone. */
export function requireChange(rows: unknown[]): void {
  if (rows.length === 0) throw new Problem(403, 'Only leads of the team can do this, or it is already gone.')
}
