import { Dearness, type ListPrice, type Spent } from '@/lib/recommender/dearness'
import { type Estimate, Hierarchy, type Observation } from '@/lib/recommender/hierarchy'
import { PairIndex } from '@/lib/recommender/pair-index'
import { PRIOR_PLEASED, pleasedAnswers, type Reception } from '@/lib/recommender/pleased-answers'
import type { Arm } from '@/lib/vocabulary'

/** The sums of a cell that the posterior rests on; `WeightedCounts` of evidence.ts. */
export type Outcomes = Spent & {
  taskType: string
  complexity: string
  weighted: { calls: number; successes: number; ups: number; downs: number }
}

/** What is expected of an arm's answer, all 0–1. */
export type Expectation = {
  success: Estimate
  /** Chance that the answer pleases: of a thumb up, were good and bad answers rated alike. */
  satisfaction: Estimate
}

/** How much a call tells on average, 0–1 each. */
export type Verdicts = {
  /** Share of calls with a thumb, or with what stands for one. */
  ratedShare: number
  /** Share of calls that failed. */
  failedShare: number
}

/**
 * How far arms are thought to differ in quality: what success does not show of it is left to satisfaction, but never less
 * than the second. Where answers are seen to fail, thumbs on the others tell little.
 */
const QUALITY_SPREAD = 0.1
const LEAST_SATISFACTION_SPREAD = 0.01
/** Before a team has calls: providers rarely fail, and few people say whether they like what they get. */
const PRIOR_SUCCESS = 0.9
const SUCCESS_SPREAD = 0.13
const PRIOR_CALLS = 20
const PRIOR_RATED_SHARE = 0.03
const PRIOR_FAILED_SHARE = 0.005

/** What a team's calls say of its arms, for one setting or any. */
export class Posterior {
  readonly verdicts: Verdicts
  private readonly arms = new PairIndex()
  private readonly settings = new PairIndex()
  private readonly success: Hierarchy
  private readonly satisfaction: Hierarchy
  private readonly callsOfArm: number[] = []
  private readonly dearness: Dearness

  constructor(cells: readonly Outcomes[], asked: readonly { taskType: string; complexity: string }[] = []) {
    const tasks = new Map<string, number>()
    const taskOf: number[] = []
    const settingOf = (taskType: string, complexity: string) => {
      const setting = this.settings.add(taskType, complexity)
      if (setting === taskOf.length) taskOf.push(tasks.get(taskType) ?? tasks.size)
      if (!tasks.has(taskType)) tasks.set(taskType, tasks.size)
      return setting
    }
    const successes: Observation[] = []
    const receptions: Reception[] = []
    let calls = 0
    let failed = 0
    let rated = 0
    for (const { provider, model, taskType, complexity, weighted } of cells) {
      const setting = settingOf(taskType, complexity)
      const arm = this.arms.add(provider, model)
      const { ups, downs } = weighted
      successes.push({ arm, setting, trials: weighted.calls, hits: weighted.successes })
      receptions.push({ arm, setting, answers: weighted.successes, ups, downs })
      this.callsOfArm[arm] = (this.callsOfArm[arm] ?? 0) + weighted.calls
      calls += weighted.calls
      failed += weighted.calls - weighted.successes
      rated += ups + downs
    }
    for (const { taskType, complexity } of asked) settingOf(taskType, complexity)
    this.dearness = new Dearness(cells)
    const dearness: number[] = []
    for (const cell of cells) dearness[this.arms.add(cell.provider, cell.model)] ??= this.dearness.of(cell)
    const shape = { arms: this.arms.size, taskOf, dearness }
    this.success = new Hierarchy({
      ...shape,
      observations: successes,
      priorRate: PRIOR_SUCCESS,
      priorSpread: SUCCESS_SPREAD,
    })
    this.satisfaction = new Hierarchy({
      ...shape,
      observations: pleasedAnswers(receptions, taskOf.length),
      priorRate: PRIOR_PLEASED,
      priorSpread: satisfactionSpread(this.success.spreadSquared),
    })
    this.verdicts = {
      ratedShare: (rated + PRIOR_CALLS * PRIOR_RATED_SHARE) / (calls + PRIOR_CALLS),
      failedShare: (failed + PRIOR_CALLS * PRIOR_FAILED_SHARE) / (calls + PRIOR_CALLS),
    }
  }

  knows(taskType: string, complexity: string): boolean {
    return this.settings.find(taskType, complexity) !== undefined
  }

  /** An arm without calls is expected to be what its list price lets expect. @throws RangeError for a setting it was not made for */
  expect(candidate: Arm & Partial<ListPrice>, taskType: string, complexity: string): Expectation {
    const setting = this.settings.find(taskType, complexity)
    if (setting === undefined) throw new RangeError(`No posterior for ${taskType}, ${complexity}.`)
    const arm = this.arms.find(candidate.provider, candidate.model)
    const dearness = arm === undefined ? this.dearness.of(candidate) : 0
    return {
      success: this.success.estimate(arm, setting, dearness),
      satisfaction: this.satisfaction.estimate(arm, setting, dearness),
    }
  }

  /** Weighted calls of the arm on all tasks. */
  callsOf({ provider, model }: Arm): number {
    return this.callsOfArm[this.arms.find(provider, model) ?? -1] ?? 0
  }
}

function satisfactionSpread(successVariance: number): number {
  return Math.sqrt(Math.max(LEAST_SATISFACTION_SPREAD ** 2, QUALITY_SPREAD ** 2 - successVariance))
}
