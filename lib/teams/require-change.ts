import { refresh } from 'next/cache'
import { Problem } from '@/lib/api/problem'

/**
 * Row-level security hides what may not be changed, so that nothing changed means not allowed, or gone: either way the
 * page that offered it is older than that, and is read again. For server actions.
 */
export function requireChange(rows: unknown[]): void {
  if (rows.length > 0) return
  refresh()
  throw new Problem(403, 'Only leads of the team can do this, or it is already gone.')
}
