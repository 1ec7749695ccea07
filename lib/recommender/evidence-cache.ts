import type { Evidence } from '@/lib/recommender/evidence'

export type EvidenceCacheOptions = {
  read: (teamId: string) => Promise<Evidence>
  /** Milliseconds, like all times here. */
  now: () => number
  /** How long evidence is used without reading it again. */
  freshMs: number
  /** From which age on evidence is waited for as if there were none. */
  staleMs: number
  /** How long the first reader of a team waits. */
  patienceMs: number
  /** How long after a failed read nobody tries again. */
  pauseMs: number
  /** How many teams are kept; the one read longest ago goes first. */
  capacity: number
  onReadFailed: (error: unknown, teamId: string) => void
}

type Entry = { evidence: Evidence | null; readAt: number; failedAt: number; reading: Reading | null }
type Reading = { startedAt: number; done: Promise<Evidence> }

/** While nothing is known, not even what the team has set, the rules decide alone. */
const NOTHING: Evidence = {
  cells: [],
  recent: [],
  changes: [],
  settings: { exploreMin: 0, exploreMax: 0, qualityFloor: 0 },
}

/**
 * What is known of each team, kept in memory: renewed behind whoever asks, so that a decision never waits for the
 * database, but for the first one, which waits a little. Empty while nothing could be read; old rather than nothing.
 */
export class EvidenceCache {
  private readonly entries = new Map<string, Entry>()

  constructor(private readonly options: EvidenceCacheOptions) {}

  async get(teamId: string): Promise<Evidence> {
    const { now, freshMs, staleMs, pauseMs, patienceMs } = this.options
    const entry = this.entryOf(teamId)
    const isFresh = entry.evidence !== null && now() - entry.readAt < freshMs
    const isPaused = now() - entry.failedAt < pauseMs
    if (!isFresh && !isPaused) entry.reading ??= this.read(teamId, entry)
    const known = entry.evidence ?? NOTHING
    const isStale = entry.evidence === null || now() - entry.readAt >= staleMs
    if (!isStale || entry.reading === null) return known
    const waited = now() - entry.reading.startedAt
    return Promise.race([entry.reading.done, after(Math.max(0, patienceMs - waited), known)])
  }

  /** For who would rather wait than see what was known long ago, as a page that shows it. @throws Error when nothing is known */
  async getFresh(teamId: string): Promise<Evidence> {
    const { now, freshMs } = this.options
    const entry = this.entryOf(teamId)
    if (entry.evidence !== null && now() - entry.readAt < freshMs) return entry.evidence
    entry.reading ??= this.read(teamId, entry)
    await entry.reading.done
    if (entry.evidence === null) throw new Error('What is known of the team could not be read.')
    return entry.evidence
  }

  /** What is known of the team is out of date. */
  forget(teamId: string): void {
    this.entries.delete(teamId)
  }

  private entryOf(teamId: string): Entry {
    const known = this.entries.get(teamId)
    if (known) return known
    const entry = { evidence: null, readAt: 0, failedAt: Number.NEGATIVE_INFINITY, reading: null }
    this.entries.set(teamId, entry)
    const [oldest] = this.entries.keys()
    if (this.entries.size > this.options.capacity && oldest !== undefined) this.entries.delete(oldest)
    return entry
  }

  private read(teamId: string, entry: Entry): Reading {
    const { read, now, onReadFailed } = this.options
    const done = read(teamId)
      .then((evidence) => {
        entry.evidence = evidence
        entry.readAt = now()
        if (this.entries.get(teamId) === entry) {
          this.entries.delete(teamId)
          this.entries.set(teamId, entry)
        }
        return evidence
      })
      .catch((error: unknown) => {
        entry.failedAt = now()
        onReadFailed(error, teamId)
        return entry.evidence ?? NOTHING
      })
      .finally(() => {
        entry.reading = null
      })
    return { startedAt: now(), done }
  }
}

function after<T>(ms: number, value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(resolve, ms, value).unref())
}
