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
  /** How much dearer than a usual arm each is, in powers of ten; 0 where that is not known, as when it is left out. */
  dearness?: readonly number[]
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
/** How many spreads better an arm ten times as dear is thought to be before anything is known: as much as `PRIOR_ARMS` arms say. */
export const PRIOR_WORTH = 0.4
/** Rounds of the fit: enough that another one moves no mean by more than half a point. */
export const ROUNDS = 12

/**
 * The rate of every arm in every setting, from few trials: an arm's rate differs from that of the setting by
 * σ · (what it has in common on all tasks + what is its own on this task + what is its own in this setting), all normal, the
 * first about what its price lets expect. A cell without trials takes what the arm did elsewhere, one with many keeps its own
 * rate. The spread σ of each setting, the common share and what a price is worth are learned with it (empirical Bayes by a fixed number of rounds of expectation maximisation, Dempster,
 * Laird & Rubin 1977, on the tree of normals of Gelman & Hill 2007, ch. 12), so the answer is a closed form of the sums:
 * the order of trials changes nothing, and `private.posterior_rates` of the database has the same means.
 */
export class Hierarchy {
  private readonly settings: number
  private readonly tasks: number
  private readonly taskOf: Int32Array
  /** Of every cell `[arm · settings + setting]`: trials, rate, and how far chance alone moves that rate. */
  private readonly trials: Float64Array
  private readonly rates: Float64Array
  private readonly chance: Float64Array
  private readonly trialsOfSetting: Float64Array
  private readonly hitsOfSetting: Float64Array
  /** Setting means, and the spread of arms about them. */
  private readonly levels: Float64Array
  private readonly spreads: Float64Array
  private common = PRIOR_COMMON
  private worth = PRIOR_WORTH
  /** Means and variances in units of the setting's spread. */
  private readonly deviations: Float64Array
  private readonly variances: Float64Array
  /** Sums over arms that the levels and spreads are learned from, by setting. */
  private readonly excess: Float64Array
  private readonly seconds: Float64Array
  private readonly scratch: Scratch

  constructor(private readonly input: HierarchyInput) {
    const { arms, taskOf, observations, priorSpread } = input
    const settings = taskOf.length
    const cells = arms * settings
    this.settings = settings
    this.taskOf = Int32Array.from(taskOf)
    this.tasks = Math.max(-1, ...taskOf) + 1
    this.trials = new Float64Array(cells)
    this.rates = new Float64Array(cells)
    this.chance = new Float64Array(cells)
    this.trialsOfSetting = new Float64Array(settings)
    this.hitsOfSetting = new Float64Array(settings)
    this.levels = new Float64Array(settings)
    this.spreads = new Float64Array(settings).fill(priorSpread)
    this.deviations = new Float64Array(cells)
    this.variances = new Float64Array(cells).fill(1)
    this.excess = new Float64Array(settings)
    this.seconds = new Float64Array(settings)
    this.scratch = scratchFor(settings, this.tasks)
    for (const { arm, setting, trials, hits } of observations) {
      if (trials <= 0) continue
      const cell = arm * settings + setting
      this.trials[cell] = trials
      this.rates[cell] = hits / trials
      this.chance[cell] = samplingVariance(hits / trials, trials)
      this.trialsOfSetting[setting] = at(this.trialsOfSetting, setting) + trials
      this.hitsOfSetting[setting] = at(this.hitsOfSetting, setting) + hits
    }
    for (let round = 0; round < ROUNDS; round++) {
      this.fitLevels()
      this.fitSpreads(this.fitArms())
    }
    this.fitLevels()
    this.fitArms()
  }

  /** Mean over the settings of the variance of arms about them. */
  get spreadSquared(): number {
    const { settings, spreads } = this
    if (settings === 0) return this.input.priorSpread ** 2
    let sum = 0
    for (let setting = 0; setting < settings; setting++) sum += at(spreads, setting) ** 2
    return sum / settings
  }

  /** Rate of the arm in the setting; without one, of an arm so dear of which nothing else is known. */
  estimate(arm: number | undefined, setting: number, dearness = 0): Estimate {
    const spread = at(this.spreads, setting)
    if (arm === undefined) {
      const mean = clamp(at(this.levels, setting) + spread * this.worth * dearness, 0, 1)
      return { mean, variance: spread * spread }
    }
    const cell = arm * this.settings + setting
    return {
      mean: clamp(at(this.levels, setting) + spread * at(this.deviations, cell), 0, 1),
      variance: spread * spread * at(this.variances, cell),
    }
  }

  /** The rate of a middling arm: that of each setting, drawn to its task's, drawn to the team's. */
  private fitLevels(): void {
    const { settings, taskOf, trialsOfSetting, hitsOfSetting, excess, spreads, levels } = this
    const { taskSum, taskWeight } = this.scratch
    taskSum.fill(0)
    taskWeight.fill(0)
    let allHits = PRIOR_TRIALS * this.input.priorRate
    let allTrials = PRIOR_TRIALS
    for (let setting = 0; setting < settings; setting++) {
      const hits = at(hitsOfSetting, setting) - at(spreads, setting) * at(excess, setting)
      const trials = at(trialsOfSetting, setting)
      const task = taskOf[setting] ?? 0
      taskSum[task] = at(taskSum, task) + hits
      taskWeight[task] = at(taskWeight, task) + trials
      allHits += hits
      allTrials += trials
    }
    const overall = PRIOR_TRIALS * (allHits / allTrials)
    for (let setting = 0; setting < settings; setting++) {
      const hits = at(hitsOfSetting, setting) - at(spreads, setting) * at(excess, setting)
      const task = taskOf[setting] ?? 0
      const taskRate = (at(taskSum, task) + overall) / (at(taskWeight, task) + PRIOR_TRIALS)
      const rate = (hits + PRIOR_TRIALS * taskRate) / (at(trialsOfSetting, setting) + PRIOR_TRIALS)
      levels[setting] = clamp(rate, 0.01, 0.99)
    }
  }

  /**
   * Up and down the tree of each arm. Sums up what the spreads are learned from: of each setting the second moment of arms
   * about what their prices let expect; answers what, over pairs of tasks, their deviations from that have in common.
   */
  private fitArms(): number {
    const { settings, tasks, taskOf, common, trials, rates, chance, levels, spreads } = this
    const { deviations, variances, excess, seconds, worth } = this
    const { weight, noise, seen, taskWeight, taskSum, taskMean, taskVariance } = this.scratch
    const ownOfTask = (1 - common) * TASK_SHARE
    const ownOfSetting = (1 - common) * (1 - TASK_SHARE)
    excess.fill(0)
    seconds.fill(0)
    let between = 0
    let dearSum = PRIOR_ARMS * PRIOR_WORTH
    let dearSquares = PRIOR_ARMS
    for (let arm = 0; arm < this.input.arms; arm++) {
      const first = arm * settings
      const dear = this.input.dearness?.[arm] ?? 0
      const head = worth * dear
      taskWeight.fill(0)
      taskSum.fill(0)
      for (let setting = 0; setting < settings; setting++) {
        const cell = first + setting
        if (at(trials, cell) === 0) {
          weight[setting] = 0
          continue
        }
        const perSpread = 1 / at(spreads, setting)
        const noiseHere = at(chance, cell) * perSpread * perSpread
        const seenHere = (at(rates, cell) - at(levels, setting)) * perSpread - head
        const weightHere = 1 / (ownOfSetting + noiseHere)
        const task = taskOf[setting] ?? 0
        noise[setting] = noiseHere
        seen[setting] = seenHere
        weight[setting] = weightHere
        taskWeight[task] = at(taskWeight, task) + weightHere
        taskSum[task] = at(taskSum, task) + weightHere * seenHere
      }
      let precision = 1 / common
      let pull = 0
      for (let task = 0; task < tasks; task++) {
        const sum = at(taskWeight, task)
        if (sum === 0) continue
        const perSum = 1 / (ownOfTask * sum + 1)
        precision += sum * perSum
        pull += at(taskSum, task) * perSum
      }
      const armVariance = 1 / precision
      const armMean = pull * armVariance
      dearSum += dear * (head + armMean)
      dearSquares += dear * dear
      let meanSum = 0
      let meanSquares = 0
      let restSum = 0
      let restSquares = 0
      for (let task = 0; task < tasks; task++) {
        const sum = at(taskWeight, task)
        const rest = 1 / (ownOfTask * sum + 1)
        const mean = rest * (armMean + ownOfTask * at(taskSum, task))
        taskMean[task] = mean
        taskVariance[task] = rest * (rest * armVariance + ownOfTask)
        meanSum += mean
        meanSquares += mean * mean
        restSum += rest
        restSquares += rest * rest
      }
      between += meanSum * meanSum - meanSquares + armVariance * (restSum * restSum - restSquares)
      for (let setting = 0; setting < settings; setting++) {
        const cell = first + setting
        const task = taskOf[setting] ?? 0
        let mean = at(taskMean, task)
        let variance = at(taskVariance, task)
        const weightHere = at(weight, setting)
        if (weightHere > 0) {
          const share = ownOfSetting * weightHere
          mean += share * (at(seen, setting) - mean)
          variance = (1 - share) * (1 - share) * variance + share * at(noise, setting)
          excess[setting] = at(excess, setting) + at(trials, cell) * (head + mean)
        } else variance += ownOfSetting
        deviations[cell] = head + mean
        variances[cell] = variance
        seconds[setting] = at(seconds, setting) + mean * mean + variance
      }
    }
    this.worth = dearSum / dearSquares
    return between
  }

  private fitSpreads(between: number): void {
    const { settings, tasks, spreads, seconds } = this
    const { arms, priorSpread } = this.input
    if (settings === 0) return
    let sum = 0
    for (let setting = 0; setting < settings; setting++) {
      const second = at(spreads, setting) ** 2 * at(seconds, setting)
      seconds[setting] = second
      sum += second
    }
    const pooled = (sum / settings + PRIOR_ARMS * priorSpread * priorSpread) / (arms + PRIOR_ARMS)
    for (let setting = 0; setting < settings; setting++)
      spreads[setting] = Math.sqrt((at(seconds, setting) + PRIOR_SETTINGS * pooled) / (arms + PRIOR_SETTINGS))
    const pairs = tasks * (tasks - 1)
    const shared = pairs === 0 ? PRIOR_COMMON * arms : between / pairs
    this.common = clamp((shared + PRIOR_ARMS * PRIOR_COMMON) / (arms + PRIOR_ARMS), 0.05, MAX_COMMON)
  }
}

/** Room for the sums of one arm: by setting, and by task. */
type Scratch = Record<
  'weight' | 'noise' | 'seen' | 'taskWeight' | 'taskSum' | 'taskMean' | 'taskVariance',
  Float64Array
>

function scratchFor(settings: number, tasks: number): Scratch {
  return {
    weight: new Float64Array(settings),
    noise: new Float64Array(settings),
    seen: new Float64Array(settings),
    taskWeight: new Float64Array(tasks),
    taskSum: new Float64Array(tasks),
    taskMean: new Float64Array(tasks),
    taskVariance: new Float64Array(tasks),
  }
}

/** Reads where the place is known to exist: every place comes from a loop over the array or from what sized it. */
const at = (values: Float64Array, place: number) => values[place] as number

/** Of a rate seen in so many trials, with the rate itself drawn a little to one half (Agresti & Coull 1998). */
function samplingVariance(rate: number, trials: number): number {
  const share = clamp((rate * trials + 1) / (trials + 2), 0.04, 0.96)
  return (share * (1 - share)) / trials
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
