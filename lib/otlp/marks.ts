import { oncePerProcess } from '@/lib/once-per-process'
import type { Marks } from '@/lib/otlp/call-spans'

/** Of all teams together, a few hundred bytes each. */
const CAPACITY = 400_000

/** What exports leave for later ones of the same team, oldest first; at most `capacity` marks of all teams together. */
export class TeamMarks {
  private readonly teams = new Map<string, Map<string, number>>()

  constructor(private readonly capacity: number) {}

  of(teamId: string): Marks {
    return this.teams.get(teamId) ?? new Map()
  }

  keep(teamId: string, added: ReadonlyMap<string, number>): void {
    if (added.size === 0) return
    const kept = this.teams.get(teamId) ?? new Map<string, number>()
    this.teams.set(teamId, kept)
    for (const [mark, until] of added) {
      kept.delete(mark)
      kept.set(mark, until)
    }
    this.forgetOldest()
  }

  /** Of the teams with the most, so that none is left with less than an equal share because of another. */
  private forgetOldest(): void {
    const largestFirst = [...this.teams.values()].sort((a, b) => b.size - a.size)
    const share = Math.floor(this.capacity / largestFirst.length)
    let excess = largestFirst.reduce((sum, { size }) => sum + size, -this.capacity)
    for (const marks of largestFirst) {
      for (const oldest of marks.keys()) {
        if (excess <= 0 || marks.size <= share) break
        marks.delete(oldest)
        excess--
      }
    }
  }
}

/** This process's. */
export const teamMarks = () => oncePerProcess('marks of spans', () => new TeamMarks(CAPACITY))
