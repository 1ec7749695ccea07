import { type LatencySketch, latencyBucket } from '@/lib/analytics/latency-sketch'
import { type AnyChange, type AnyEvidence, Beliefs } from '@/lib/recommender/beliefs'
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

type Memory = { calls: SimulatedCall[]; recent: AnyEvidence['recent'][number] }

/** What `get_recommender_evidence` would answer after each call, kept by adding to it instead of asking. */
export class SimulatedEvidence {
  private readonly cells = new Map<string, Cell>()
  private readonly memories = new Map<string, Memory>()
  private readonly changes: AnyChange[] = []
  private day = 0
  private answer: AnyEvidence | null = null

  constructor(private readonly settings: AnyEvidence['settings']) {}

  read(): AnyEvidence {
    this.answer ??= {
      cells: [...this.cells.values()],
      recent: [...this.memories.values()].map(({ recent }) => recent),
      changes: [...this.changes],
      settings: this.settings,
    }
    return this.answer
  }

  /** Adds a call, and looks for a change as the app does when it has read the evidence. */
  add(call: SimulatedCall): void {
    this.forget(call.at)
    const key = cellKey(call)
    this.cells.set(key, withCall(this.cells.get(key) ?? emptyCell(call), call))
    const memory = this.memories.get(call.model) ?? { calls: [], recent: { ...armOf(call), calls: [] } }
    memory.calls = [...memory.calls, call].slice(-RECENT_CALLS)
    memory.recent = recentOf(memory.calls, call)
    this.memories.set(call.model, memory)
    this.answer = null
    const found = Beliefs.of(this.read()).findChangeIn(memory.recent)
    if (!found) return
    this.changes.push({ ...found, foundAt: call.at })
    this.discount(memory, found.taskType, found.changedAt)
    if (found.taskType === null) {
      memory.calls = memory.calls.filter(({ at }) => at >= found.changedAt)
      memory.recent = recentOf(memory.calls, call)
    }
    this.answer = null
  }

  private forget(at: number): void {
    const day = Math.floor(at / DAY_MS)
    if (this.day !== 0 && day > this.day) {
      const factor = DAILY_DECAY ** (day - this.day)
      for (const [key, cell] of this.cells)
        this.cells.set(key, { ...cell, weighted: scaled(cell.weighted, factor) })
    }
    this.day = day
  }

  private discount({ calls, recent }: Memory, taskType: string | null, changedAt: number): void {
    for (const [key, cell] of this.cells) {
      if (cell.model !== recent.model || (taskType ?? cell.taskType) !== cell.taskType) continue
      const since = calls.filter((call) => call.taskType === cell.taskType && call.at >= changedAt)
      const after = since.reduce((sum, call) => plus(sum, weightedOf(call)), NOTHING)
      const before = plus(cell.weighted, scaled(after, -1))
      const kept = scaled(before, Math.min(1, KEPT_BEFORE_CHANGE / Math.max(before.calls, 1e-9)))
      this.cells.set(key, { ...cell, weighted: plus(kept, after) })
    }
  }
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
    weighted: plus(cell.weighted, weightedOf(call)),
  }
}

function withTime(sketch: LatencySketch, ms: number): LatencySketch {
  const bucket = latencyBucket(Math.round(ms))
  const known = sketch.find(([other]) => other === bucket)
  if (known) return sketch.map((entry) => (entry === known ? [bucket, entry[1] + 1] : entry))
  return [...sketch, [bucket, 1] as const].sort(([a], [b]) => a - b)
}

function emptyCell(call: SimulatedCall): Cell {
  return {
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
}

function recentOf(calls: readonly SimulatedCall[], arm: Arm): Memory['recent'] {
  return {
    ...armOf(arm),
    calls: calls.map(({ taskType, success, at }) => [taskType, COMPLEXITY, success ? 1 : 0, at]),
  }
}

const armOf = ({ provider, model }: Arm): Arm => ({ provider, model })
const cellKey = ({ model, taskType }: SimulatedCall) => `${model} ${taskType}`
