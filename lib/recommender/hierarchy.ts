/** What was seen of one arm in one setting (a task type at a complexity): so many hits in so many trials, both may be fractions. */
export type Observation = { arm: number; setting: number; trials: number; hits: number }

export type HierarchyInput = {
  arms: number
  /** The task of each setting. */
  taskOf: readonly number[]
  observations: readonly Observation[]
  /** Rate that a team without any trial is expected to have, 0–1, worth `PRIOR_TRIALS` trials. */
  priorRate: number
  /** Standard deviation of arms about the rate of a setting before anything is known, 0–1. */
  priorSpread: number
}

/** A normal distribution on the scale of rates, 0–1; the mean is kept within it. */
export type Estimate = { mean: number; variance: number }

/** How many trials the prior of a rate is worth: that of the team, of a task within it, of a setting within that. */
export const PRIOR_TRIALS = 2
/** How many arms or settings the prior of a variance is worth. */
export const PRIOR_ARMS = 6
const PRIOR_SETTINGS = 5
/** Shares of an arm's variance: common to all tasks before anything is known, and of the rest what is common to a task. */
export const PRIOR_COMMON = 0.75
const MAX_COMMON = 0.95
export const TASK_SHARE = 0.75
/** Rounds of the fit: enough that another one moves no mean by more than half a point. */
export const ROUNDS = 12

/**
 * The rate of every arm in every setting, from few trials: an arm's rate differs from that of the setting by
 * σ · (what it has in common on all tasks + what is its own on this task + what is its own in this setting), all normal. A
 * cell without trials takes what the arm did elsewhere, one with many keeps its own rate. The spread σ of each setting and
 * the common share are learned with it (empirical Bayes by a fixed number of rounds of expectation maximisation, Dempster,
 * Laird & Rubin 1977, on the tree of normals of Gelman & Hill 2007, ch. 12), so the answer is a closed form of the sums:
 * the order of trials changes nothing, and `private.posterior_rates` of the database has the same means.
 */
export class Hierarchy {
  private readonly settings: number
  private readonly trials: Float64Array
  private readonly rates: Float64Array
  /** Setting means, and the spread of arms about them. */
  private readonly levels: Float64Array
  private readonly spreads: Float64Array
  private common = PRIOR_COMMON
  /** Means and variances in units of the setting's spread. */
  private readonly deviations: Float64Array
  private readonly variances: Float64Array
  private readonly tasks: number

  constructor(private readonly input: HierarchyInput) {
    const { arms, taskOf, observations, priorSpread } = input
    this.settings = taskOf.length
    this.tasks = Math.max(-1, ...taskOf) + 1
    const cells = arms * this.settings
    this.trials = new Float64Array(cells)
    this.rates = new Float64Array(cells)
    this.deviations = new Float64Array(cells)
    this.variances = new Float64Array(cells).fill(1)
    this.levels = new Float64Array(this.settings)
    this.spreads = new Float64Array(this.settings).fill(priorSpread)
    for (const { arm, setting, trials, hits } of observations) {
      if (trials <= 0) continue
      const cell = arm * this.settings + setting
      this.trials[cell] = trials
      this.rates[cell] = hits / trials
    }
    for (let round = 0; round < ROUNDS; round++) {
      this.fitLevels()
      const { second, between } = this.fitArms()
      this.fitSpreads(second, between)
    }
    this.fitLevels()
    this.fitArms()
  }

  /** Rate of the arm in the setting; of an arm nothing is known of without one. */
  estimate(arm: number | undefined, setting: number): Estimate {
    const spread = this.at(this.spreads, setting)
    if (arm === undefined) return { mean: this.at(this.levels, setting), variance: spread * spread }
    const cell = arm * this.settings + setting
    return {
      mean: clamp(this.at(this.levels, setting) + spread * this.at(this.deviations, cell), 0, 1),
      variance: spread * spread * this.at(this.variances, cell),
    }
  }

  private at(values: Float64Array, index: number): number {
    return values[index] ?? 0
  }

  /** The rate of a middling arm: that of each setting, drawn to its task's, drawn to the team's. */
  private fitLevels(): void {
    const { arms, taskOf, priorRate } = this.input
    const hits = new Float64Array(this.settings)
    const trials = new Float64Array(this.settings)
    const taskHits = new Float64Array(this.tasks)
    const taskTrials = new Float64Array(this.tasks)
    let allHits = PRIOR_TRIALS * priorRate
    let allTrials = PRIOR_TRIALS
    for (let setting = 0; setting < this.settings; setting++) {
      const spread = this.at(this.spreads, setting)
      let settingHits = 0
      let settingTrials = 0
      for (let arm = 0; arm < arms; arm++) {
        const cell = arm * this.settings + setting
        const seen = this.at(this.trials, cell)
        settingTrials += seen
        settingHits += seen * (this.at(this.rates, cell) - spread * this.at(this.deviations, cell))
      }
      hits[setting] = settingHits
      trials[setting] = settingTrials
      const task = taskOf[setting] ?? 0
      taskHits[task] = this.at(taskHits, task) + settingHits
      taskTrials[task] = this.at(taskTrials, task) + settingTrials
      allHits += settingHits
      allTrials += settingTrials
    }
    const overall = allHits / allTrials
    for (let setting = 0; setting < this.settings; setting++) {
      const task = taskOf[setting] ?? 0
      const taskRate =
        (this.at(taskHits, task) + PRIOR_TRIALS * overall) / (this.at(taskTrials, task) + PRIOR_TRIALS)
      const rate =
        (this.at(hits, setting) + PRIOR_TRIALS * taskRate) / (this.at(trials, setting) + PRIOR_TRIALS)
      this.levels[setting] = clamp(rate, 0.01, 0.99)
    }
  }

  /**
   * Up and down the tree of each arm. Answers the sums that the spreads are learned from: of each setting the second
   * moment of arms about its level, and over pairs of tasks what their deviations have in common.
   */
  private fitArms(): { second: Float64Array; between: number } {
    const { arms, taskOf } = this.input
    const { settings, tasks, common } = this
    const ownOfTask = (1 - common) * TASK_SHARE
    const ownOfSetting = (1 - common) * (1 - TASK_SHARE)
    const second = new Float64Array(settings)
    const weight = new Float64Array(settings)
    const noise = new Float64Array(settings)
    const seen = new Float64Array(settings)
    const taskWeight = new Float64Array(tasks)
    const taskSum = new Float64Array(tasks)
    const taskMean = new Float64Array(tasks)
    const taskVariance = new Float64Array(tasks)
    let between = 0
    for (let arm = 0; arm < arms; arm++) {
      taskWeight.fill(0)
      taskSum.fill(0)
      for (let setting = 0; setting < settings; setting++) {
        const cell = arm * settings + setting
        const trials = this.at(this.trials, cell)
        weight[setting] = 0
        if (trials === 0) continue
        const rate = this.at(this.rates, cell)
        const spread = this.at(this.spreads, setting)
        noise[setting] = samplingVariance(rate, trials) / (spread * spread)
        seen[setting] = (rate - this.at(this.levels, setting)) / spread
        weight[setting] = 1 / (ownOfSetting + this.at(noise, setting))
        const task = taskOf[setting] ?? 0
        taskWeight[task] = this.at(taskWeight, task) + this.at(weight, setting)
        taskSum[task] = this.at(taskSum, task) + this.at(weight, setting) * this.at(seen, setting)
      }
      let precision = 1 / common
      let pull = 0
      for (let task = 0; task < tasks; task++) {
        const sum = this.at(taskWeight, task)
        if (sum === 0) continue
        const taskPrecision = 1 / (ownOfTask + 1 / sum)
        precision += taskPrecision
        pull += (taskPrecision * this.at(taskSum, task)) / sum
      }
      const armMean = pull / precision
      const armVariance = 1 / precision
      let meanSum = 0
      let meanSquares = 0
      let restSum = 0
      let restSquares = 0
      for (let task = 0; task < tasks; task++) {
        const sum = this.at(taskWeight, task)
        const share = sum === 0 ? 0 : ownOfTask / (ownOfTask + 1 / sum)
        const mean = sum === 0 ? armMean : armMean + share * (this.at(taskSum, task) / sum - armMean)
        const rest = 1 - share
        taskMean[task] = mean
        taskVariance[task] = rest * rest * armVariance + (sum === 0 ? ownOfTask : share / sum)
        meanSum += mean
        meanSquares += mean * mean
        restSum += rest
        restSquares += rest * rest
      }
      between += meanSum * meanSum - meanSquares + armVariance * (restSum * restSum - restSquares)
      for (let setting = 0; setting < settings; setting++) {
        const cell = arm * settings + setting
        const task = taskOf[setting] ?? 0
        const isSeen = this.at(weight, setting) > 0
        const share = isSeen ? ownOfSetting * this.at(weight, setting) : 0
        const mean = isSeen
          ? this.at(taskMean, task) + share * (this.at(seen, setting) - this.at(taskMean, task))
          : this.at(taskMean, task)
        const variance =
          (1 - share) * (1 - share) * this.at(taskVariance, task) +
          (isSeen ? share * this.at(noise, setting) : ownOfSetting)
        this.deviations[cell] = mean
        this.variances[cell] = variance
        second[setting] = this.at(second, setting) + mean * mean + variance
      }
    }
    return { second, between }
  }

  private fitSpreads(second: Float64Array, between: number): void {
    const { arms, priorSpread } = this.input
    const { settings, tasks } = this
    if (settings === 0) return
    const prior = priorSpread * priorSpread
    const seconds = new Float64Array(settings)
    let sum = 0
    for (let setting = 0; setting < settings; setting++) {
      const spread = this.at(this.spreads, setting)
      seconds[setting] = spread * spread * this.at(second, setting)
      sum += this.at(seconds, setting)
    }
    const pooled = (sum / settings + PRIOR_ARMS * prior) / (arms + PRIOR_ARMS)
    for (let setting = 0; setting < settings; setting++) {
      this.spreads[setting] = Math.sqrt(
        (this.at(seconds, setting) + PRIOR_SETTINGS * pooled) / (arms + PRIOR_SETTINGS),
      )
    }
    const pairs = tasks * (tasks - 1)
    const shared = pairs === 0 ? PRIOR_COMMON * arms : between / pairs
    this.common = clamp((shared + PRIOR_ARMS * PRIOR_COMMON) / (arms + PRIOR_ARMS), 0.05, MAX_COMMON)
  }
}

/** Of a rate seen in so many trials, with the rate itself drawn a little to one half (Agresti & Coull 1998). */
function samplingVariance(rate: number, trials: number): number {
  const share = clamp((rate * trials + 1) / (trials + 2), 0.04, 0.96)
  return (share * (1 - share)) / trials
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
