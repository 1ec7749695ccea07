import { LATENCY_RATIO, type LatencySketch } from '@/lib/analytics/latency-sketch'
import type { CandidateArm } from '@/lib/recommender/candidate-arm'
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

/**
 * Expected price and time of a call of each arm: its mean in the setting, drawn to what the setting takes of any arm times
 * what the arm takes of any setting. Times are log-normal, as response times nearly are.
 */
export class Economy {
  private readonly settings = new Map<string, Sums>()
  private readonly arms = new Map<string, Expenses[]>()
  private readonly factors = new Map<string, { cost: number | null; time: number; deviation: number }>()

  constructor(cells: readonly Expenses[]) {
    for (const cell of cells) {
      add(sumsIn(this.settings, settingKey(cell.taskType, cell.complexity)), cell)
      const own = this.arms.get(armKey(cell))
      if (own) own.push(cell)
      else this.arms.set(armKey(cell), [cell])
    }
  }

  /** An arm without priced calls is expected to take the setting's tokens at its list price. */
  expect(candidate: Arm & Partial<CandidateArm>, taskType: string, complexity: string): Economics {
    const level = this.settings.get(settingKey(taskType, complexity))
    const own = this.arms
      .get(armKey(candidate))
      ?.find((cell) => cell.taskType === taskType && cell.complexity === complexity)
    return {
      costUsd: this.costUsd(candidate, level, own),
      ...this.times(candidate, level, own),
    }
  }

  private costUsd(
    candidate: Arm & Partial<CandidateArm>,
    level: Sums | undefined,
    own: Expenses | undefined,
  ): number | null {
    const { cost } = this.factorsOf(candidate)
    if (cost === null) return listCost(candidate, level)
    if (!level || level.costUsd === 0) return own && own.calls > 0 ? own.costUsd / own.calls : null
    const shared = (cost * level.costUsd) / level.pricedCalls
    const spent = own && own.pricedSuccesses > 0 ? own : { costUsd: 0, calls: 0 }
    return (spent.costUsd + SHARED_CALLS * shared) / (spent.calls + SHARED_CALLS)
  }

  private times(arm: Arm, level: Sums | undefined, own: Expenses | undefined) {
    if (!level || level.times.count === 0) return { latencyMs: null, p95Ms: null }
    const { time, deviation } = this.factorsOf(arm)
    const middle = level.times.sum / level.times.count
    const seen = own ? logTimes(own.responseTimes) : NO_TIMES
    const steps =
      middle + (seen.sum - seen.count * middle + SHARED_CALLS * time) / (seen.count + SHARED_CALLS)
    const ln = Math.log(LATENCY_RATIO)
    return {
      latencyMs: Math.exp(ln * steps + (ln * deviation) ** 2 / 2),
      p95Ms: Math.exp(ln * (steps + Z_P95 * deviation)),
    }
  }

  /** What the arm takes of any setting: times the usual price, and steps beside the usual time with their deviation. */
  private factorsOf(arm: Arm) {
    const known = this.factors.get(armKey(arm))
    if (known) return known
    let usualCost = 0
    let costUsd = 0
    let offset = 0
    let count = 0
    let squares = 0
    let groups = 0
    for (const cell of this.arms.get(armKey(arm)) ?? []) {
      const level = this.settings.get(settingKey(cell.taskType, cell.complexity))
      if (!level) continue
      if (cell.pricedSuccesses > 0) {
        usualCost += (cell.calls * level.costUsd) / level.pricedCalls
        costUsd += cell.costUsd
      }
      const times = logTimes(cell.responseTimes)
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
    this.factors.set(armKey(arm), factors)
    return factors
  }

  private usualDeviation(): number {
    let squares = 0
    let count = 0
    for (const { times } of this.settings.values()) {
      if (times.count < 2) continue
      squares += times.squares - times.sum ** 2 / times.count
      count += times.count - 1
    }
    return count === 0 ? 0 : Math.sqrt(squares / count)
  }
}

function listCost(
  { inputUsdPerMtok, outputUsdPerMtok }: Partial<CandidateArm>,
  level: Sums | undefined,
): number | null {
  const hasTokens = level !== undefined && level.tokensIn + level.tokensOut > 0
  if (inputUsdPerMtok == null || outputUsdPerMtok == null || !hasTokens) return null
  return (level.tokensIn * inputUsdPerMtok + level.tokensOut * outputUsdPerMtok) / 1e6 / level.calls
}

function add(sums: Sums, cell: Expenses): void {
  if (cell.pricedSuccesses > 0) {
    sums.costUsd += cell.costUsd
    sums.pricedCalls += cell.calls
  }
  sums.calls += cell.calls
  sums.tokensIn += cell.inputTokens
  sums.tokensOut += cell.outputTokens
  const times = logTimes(cell.responseTimes)
  sums.times.count += times.count
  sums.times.sum += times.sum
  sums.times.squares += times.squares
}

function sumsIn(settings: Map<string, Sums>, key: string): Sums {
  const known = settings.get(key)
  if (known) return known
  const sums = {
    calls: 0,
    pricedCalls: 0,
    costUsd: 0,
    tokensIn: 0,
    tokensOut: 0,
    times: { count: 0, sum: 0, squares: 0 },
  }
  settings.set(key, sums)
  return sums
}

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

const settingKey = (taskType: string, complexity: string) => `${taskType} ${complexity}`
const armKey = ({ provider, model }: Arm) => `${provider}\n${model}`
