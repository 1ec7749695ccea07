import { oncePerProcess } from '@/lib/once-per-process'

const CAPACITY = 200_000

/** What exports leave for later ones of the same team in this process; the oldest are forgotten first. */
const marks = () => oncePerProcess('marks of spans', () => new Set<string>())

export function hasMark(teamId: string, mark: string): boolean {
  return marks().has(`${teamId} ${mark}`)
}

export function keepMarks(teamId: string, added: readonly string[]): void {
  const kept = marks()
  for (const mark of added) {
    kept.delete(`${teamId} ${mark}`)
    kept.add(`${teamId} ${mark}`)
  }
  for (const oldest of kept) {
    if (kept.size <= CAPACITY) return
    kept.delete(oldest)
  }
}
