import { type LatencySketch, latencyBucket } from '@/lib/analytics/latency-sketch'
import { type AnyEvidence, Beliefs } from '@/lib/recommender/beliefs'
import type { KnownChange } from '@/lib/recommender/change'
import type { Arm } from '@/lib/vocabulary'

type Cell = AnyEvidence['cells'][number]
type Weighted = Cell['weighted']

/** A call that ended, as the database would keep it. */
export type SimulatedCall = Arm & {
  taskType: string
  at: number
  success: boolean
  thumb: -1 | 0 | 1
  latencyMs: number
  costUsd: number
  inputTokens: number
  outputTokens: number
}

const DAY_MS = 86_400_000
/** As in `get_recommender_evidence`. */
const DAILY_DECAY = 0.5 ** (1 / 30)
const RECENT_CALLS = 200
const KEPT_BEFORE_CHANGE = 4

export const COMPLEXITY = 'medium'

/** A cell, and its time-weighted sums in whole and since its latest change. */
type Ledger = { cell: Cell; all: Weighted; since: Weighted }
type Memory = { calls: SimulatedCall[]; recent: AnyEvidence['recent'][number] }

/** What `get_recommender_evidence` would answer after each call, kept by adding to it instead of asking. */
export class SimulatedEvidence {
  private readonly ledgers = new Map<string, Ledger>()
  private readonly memories = new Map<string, Memory>()
  private readonly changes: KnownChange[] = []
  private day = 0
  private answer: AnyEvidence | null = null

  constructor(private readonly settings: AnyEvidence['settings']) {}

  read(): AnyEvidence {
    this.answer ??= {
      cells: Array.from(this.ledgers.values(), ({ cell }) => cell),
      recent: Array.from(this.memories.values(), ({ recent }) => recent),
      changes: [...this.changes],
      settings: this.settings,
    }
    return this.answer
  }

  /** Adds a call, and looks for a change as the app does when it has read the evidence. */
  add(call: SimulatedCall): void {
    this.decay(call.at)
    const key = cellKey(call)
    const { cell, all, since } = this.ledgers.get(key) ?? emptyLedger(call)
    const told = weightedOf(call)
    this.ledgers.set(key, ledgerOf(withCall(cell, call), plus(all, told), plus(since, told)))
    const memory = this.memories.get(call.model) ?? { calls: [], recent: { ...armOf(call), calls: [] } }
    memory.calls = withNewest(memory.calls, call)
    memory.recent = { ...memory.recent, calls: withNewest(memory.recent.calls, recentOf(call)) }
    this.memories.set(call.model, memory)
    this.answer = null
    const found = Beliefs.of(this.read()).findChangeIn(memory.recent)
    if (!found) return
    this.changes.push({ ...found, foundAt: call.at })
    this.forget(memory, found.taskType, found.changedAt)
    if (found.taskType === null) {
      memory.calls = memory.calls.filter(({ at }) => at >= found.changedAt)
      memory.recent = { ...memory.recent, calls: memory.calls.map(recentOf) }
    }
    this.answer = null
  }

  private decay(at: number): void {
    const day = Math.floor(at / DAY_MS)
    if (this.day !== 0 && day > this.day) {
      const factor = DAILY_DECAY ** (day - this.day)
      for (const [key, { cell, all, since }] of this.ledgers)
        this.ledgers.set(key, ledgerOf(cell, scaled(all, factor), scaled(since, factor)))
    }
    this.day = day
  }

  private forget({ calls, recent }: Memory, taskType: string | null, changedAt: number): void {
    for (const [key, { cell, all }] of this.ledgers) {
      if (cell.model !== recent.model || (taskType ?? cell.taskType) !== cell.taskType) continue
      const since = calls
        .filter((call) => call.taskType === cell.taskType && call.at >= changedAt)
        .reduce((sum, call) => plus(sum, weightedOf(call)), NOTHING)
      this.ledgers.set(key, ledgerOf(cell, all, since))
    }
  }
}

function ledgerOf(cell: Cell, all: Weighted, since: Weighted): Ledger {
  const before = plus(all, scaled(since, -1))
  const kept = scaled(before, Math.min(1, KEPT_BEFORE_CHANGE / Math.max(before.calls, 1e-9)))
  return { cell: { ...cell, weighted: plus(kept, since) }, all, since }
}

const NOTHING: Weighted = { calls: 0, successes: 0, ups: 0, downs: 0 }

/** A call that failed has no answer that anybody could rate. */
function weightedOf({ success, thumb }: SimulatedCall): Weighted {
  return {
    calls: 1,
    successes: success ? 1 : 0,
    ups: success && thumb === 1 ? 1 : 0,
    downs: success && thumb === -1 ? 1 : 0,
  }
}

function plus(a: Weighted, b: Weighted): Weighted {
  return {
    calls: a.calls + b.calls,
    successes: a.successes + b.successes,
    ups: a.ups + b.ups,
    downs: a.downs + b.downs,
  }
}

function scaled({ calls, successes, ups, downs }: Weighted, factor: number): Weighted {
  return { calls: calls * factor, successes: successes * factor, ups: ups * factor, downs: downs * factor }
}

function withCall(cell: Cell, call: SimulatedCall): Cell {
  const isPriced = !Number.isNaN(call.costUsd)
  const isTimed = call.success && !Number.isNaN(call.latencyMs)
  return {
    ...cell,
    calls: cell.calls + 1,
    costUsd: cell.costUsd + (isPriced ? call.costUsd : 0),
    pricedSuccesses: cell.pricedSuccesses + (isPriced && call.success ? 1 : 0),
    inputTokens: cell.inputTokens + (call.inputTokens || 0),
    outputTokens: cell.outputTokens + (call.outputTokens || 0),
    responseTimes: isTimed ? withTime(cell.responseTimes, call.latencyMs) : cell.responseTimes,
  }
}

function withTime(sketch: LatencySketch, ms: number): LatencySketch {
  const bucket = latencyBucket(Math.round(ms))
  const known = sketch.find(([other]) => other === bucket)
  if (known) return sketch.map((entry) => (entry === known ? [bucket, entry[1] + 1] : entry))
  return [...sketch, [bucket, 1] as const].sort(([a], [b]) => a - b)
}

function emptyLedger(call: SimulatedCall): Ledger {
  const cell = {
    ...armOf(call),
    taskType: call.taskType,
    complexity: COMPLEXITY,
    calls: 0,
    costUsd: 0,
    pricedSuccesses: 0,
    inputTokens: 0,
    outputTokens: 0,
    responseTimes: [],
    weighted: NOTHING,
  }
  return { cell, all: NOTHING, since: NOTHING }
}

function recentOf({ taskType, success, at }: SimulatedCall): Memory['recent']['calls'][number] {
  return [taskType, COMPLEXITY, success ? 1 : 0, at]
}

function withNewest<T>(calls: readonly T[], call: T): T[] {
  const kept = calls.slice(calls.length === RECENT_CALLS ? 1 : 0)
  kept.push(call)
  return kept
}

const armOf = ({ provider, model }: Arm): Arm => ({ provider, model })
const cellKey = ({ model, taskType }: SimulatedCall) => `${model} ${taskType}`
