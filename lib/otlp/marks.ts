import { oncePerProcess } from '@/lib/once-per-process'
import type { Marks } from '@/lib/otlp/call-spans'

const CAPACITY = 400_000

/** What exports leave for later ones of the same team in this process; the oldest are forgotten first. */
const marks = () => oncePerProcess('marks of spans', () => new Map<string, number>())

export function marksOf(teamId: string): Marks {
  return { get: (mark) => marks().get(`${teamId} ${mark}`) }
}

export function keepMarks(teamId: string, added: ReadonlyMap<string, number>): void {
  const kept = marks()
  for (const [mark, until] of added) {
    kept.delete(`${teamId} ${mark}`)
    kept.set(`${teamId} ${mark}`, until)
  }
  for (const oldest of kept.keys()) {
    if (kept.size <= CAPACITY) return
    kept.delete(oldest)
  }
}
