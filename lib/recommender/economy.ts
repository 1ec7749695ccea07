import { LATENCY_RATIO, type LatencySketch } from '@/lib/analytics/latency-sketch'
import type { CandidateArm } from '@/lib/recommender/candidate-arm'
import { PairIndex } from '@/lib/recommender/pair-index'
import type { Arm } from '@/lib/vocabulary'

/** The sums of a cell that prices and times are expected from; a part of `EvidenceCell`. */
export type Expenses = Arm & {
  taskType: string
  complexity: string
  calls: number
  costUsd: number
  pricedSuccesses: number
  inputTokens: number
  outputTokens: number
  responseTimes: LatencySketch
}

/** What a call is expected to take; null where nothing is known. */
export type Economics = {
  costUsd: number | null
  /** Mean and 95th percentile of the response time in milliseconds. */
  latencyMs: number | null
  p95Ms: number | null
}

/** The calls that an arm's record on all tasks is worth against its own on one (as many as it takes to know a mean). */
const SHARED_CALLS = 5
/** z of the 95th percentile. */
const Z_P95 = 1.6448536269514722

type Sums = {
  calls: number
  pricedCalls: number
  costUsd: number
  tokensIn: number
  tokensOut: number
  times: LogTimes
}
/** Count, sum and sum of squares of times as steps of the sketch's ratio, which are logarithms. */
type LogTimes = { count: number; sum: number; squares: number }
type CellRecord = { cell: Expenses; level: Sums; times: LogTimes }
type Factors = { cost: number | null; time: number; deviation: number }

/**
 * Expected price and time of a call of each arm: its mean in the setting, drawn to what the setting takes of any arm times
 * what the arm takes of any setting. Times are log-normal, as response times nearly are.
 */
export class Economy {
  private readonly settings = new PairIndex()
  private readonly levels: Sums[] = []
  private readonly arms = new PairIndex()
  private readonly records: CellRecord[][] = []
  private readonly factors: Factors[] = []

  constructor(cells: readonly Expenses[]) {
    for (const cell of cells) {
      const setting = this.settings.add(cell.taskType, cell.complexity)
      const arm = this.arms.add(cell.provider, cell.model)
      if (setting === this.levels.length) this.levels.push(nothing())
      if (arm === this.records.length) this.records.push([])
      const record = { cell, level: this.levels[setting] ?? nothing(), times: logTimes(cell.responseTimes) }
      add(record)
      this.records[arm]?.push(record)
    }
  }

  /** An arm without priced calls is expected to take the setting's tokens at its list price. */
  expect(candidate: Arm & Partial<CandidateArm>, taskType: string, complexity: string): Economics {
    const level = this.levels[this.settings.find(taskType, complexity) ?? -1]
    const arm = this.arms.find(candidate.provider, candidate.model)
    const own = level && this.records[arm ?? -1]?.find((record) => record.level === level)
    const factors = this.factorsOf(arm)
    return {
      costUsd: costUsd(candidate, factors, level, own),
      ...expectedTimes(factors, level, own),
    }
  }

  /** What the arm takes of any setting: times the usual price, and steps beside the usual time with their deviation. */
  private factorsOf(arm: number | undefined): Factors {
    if (arm === undefined) return { cost: null, time: 0, deviation: this.usualDeviation() }
    const known = this.factors[arm]
    if (known) return known
    let usualCost = 0
    let costUsd = 0
    let offset = 0
    let count = 0
    let squares = 0
    let groups = 0
    for (const { cell, level, times } of this.records[arm] ?? []) {
      if (cell.pricedSuccesses > 0) {
        usualCost += (cell.calls * level.costUsd) / level.pricedCalls
        costUsd += cell.costUsd
      }
      if (times.count === 0) continue
      offset += times.sum - (times.count * level.times.sum) / level.times.count
      squares += times.squares - times.sum ** 2 / times.count
      count += times.count
      groups++
    }
    const factors = {
      cost: usualCost > 0 ? costUsd / usualCost : null,
      time: offset / (count + SHARED_CALLS),
      deviation: count > groups ? Math.sqrt(squares / (count - groups)) : this.usualDeviation(),
    }
    this.factors[arm] = factors
    return factors
  }

  private usualDeviation(): number {
    let squares = 0
    let count = 0
    for (const { times } of this.levels) {
      if (times.count < 2) continue
      squares += times.squares - times.sum ** 2 / times.count
      count += times.count - 1
    }
    return count === 0 ? 0 : Math.sqrt(squares / count)
  }
}

function costUsd(
  candidate: Partial<CandidateArm>,
  { cost }: Factors,
  level: Sums | undefined,
  own: CellRecord | undefined,
): number | null {
  if (cost === null) return listCost(candidate, level)
  if (!level || level.costUsd === 0) return own?.cell.calls ? own.cell.costUsd / own.cell.calls : null
  const shared = (cost * level.costUsd) / level.pricedCalls
  const spent = own && own.cell.pricedSuccesses > 0 ? own.cell : { costUsd: 0, calls: 0 }
  return (spent.costUsd + SHARED_CALLS * shared) / (spent.calls + SHARED_CALLS)
}

function expectedTimes({ time, deviation }: Factors, level: Sums | undefined, own: CellRecord | undefined) {
  if (!level || level.times.count === 0) return { latencyMs: null, p95Ms: null }
  const middle = level.times.sum / level.times.count
  const seen = own?.times ?? NO_TIMES
  const steps = middle + (seen.sum - seen.count * middle + SHARED_CALLS * time) / (seen.count + SHARED_CALLS)
  const ln = Math.log(LATENCY_RATIO)
  return {
    latencyMs: Math.exp(ln * steps + (ln * deviation) ** 2 / 2),
    p95Ms: Math.exp(ln * (steps + Z_P95 * deviation)),
  }
}

function listCost(
  { inputUsdPerMtok, outputUsdPerMtok }: Partial<CandidateArm>,
  level: Sums | undefined,
): number | null {
  // Stopped calls have tokens, and count as none.
  const hasTokens = level !== undefined && level.calls > 0 && level.tokensIn + level.tokensOut > 0
  if (inputUsdPerMtok == null || outputUsdPerMtok == null || !hasTokens) return null
  return (level.tokensIn * inputUsdPerMtok + level.tokensOut * outputUsdPerMtok) / 1e6 / level.calls
}

function add({ cell, level, times }: CellRecord): void {
  if (cell.pricedSuccesses > 0) {
    level.costUsd += cell.costUsd
    level.pricedCalls += cell.calls
  }
  level.calls += cell.calls
  level.tokensIn += cell.inputTokens
  level.tokensOut += cell.outputTokens
  level.times.count += times.count
  level.times.sum += times.sum
  level.times.squares += times.squares
}

const nothing = (): Sums => ({
  calls: 0,
  pricedCalls: 0,
  costUsd: 0,
  tokensIn: 0,
  tokensOut: 0,
  times: { count: 0, sum: 0, squares: 0 },
})

const NO_TIMES: LogTimes = { count: 0, sum: 0, squares: 0 }
const remembered = new WeakMap<LatencySketch, LogTimes>()

/** Each bucket counts with its middle, half a step below its number. */
function logTimes(sketch: LatencySketch): LogTimes {
  const known = remembered.get(sketch)
  if (known) return known
  const times = { count: 0, sum: 0, squares: 0 }
  for (const [bucket, calls] of sketch) {
    const steps = bucket - 0.5
    times.count += calls
    times.sum += calls * steps
    times.squares += calls * steps * steps
  }
  remembered.set(sketch, times)
  return times
}
