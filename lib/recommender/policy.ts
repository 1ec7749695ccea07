import { chancesOfBest, chancesOfFirstWithin } from '@/lib/recommender/chances'
import type { PolicySettings } from '@/lib/recommender/evidence'
import { clamp, type Estimate } from '@/lib/recommender/hierarchy'
import type { Expectation, Verdicts } from '@/lib/recommender/posterior'
import type { Priority } from '@/lib/vocabulary'

/** What the policy weighs of a candidate. */
export type Option = {
  expected: Expectation
  /** Expected dollars per successful call, and 95th percentile of the response time in milliseconds; null where nothing is known. */
  costUsd: number | null
  latencyMs: number | null
  /** Weighted calls on all tasks. */
  calls: number
  /** What the rules alone would choose. */
  isDefault: boolean
  /** Least chance with which it is tried, 0–1: for an arm that was demoted and may have recovered. */
  retryShare: number
}

export type PolicyInput = {
  /** At least one. */
  options: readonly Option[]
  priority: Priority
  verdicts: Verdicts
  settings: PolicySettings
}

export type Choices = {
  /** Chance with which each option is chosen; they sum to one. */
  probabilities: Float64Array
  /** Index of the option that is the best by what is expected, for the priority. */
  best: number
}

/** Quality (0–1) that cost and speed may give away against the best. */
export const TOLERATED_LOSS = { cost: 0.05, speed: 0.05 } as const
/** What the dearest and the slowest lose in quality for balanced. */
const BALANCED_PRICE = 0.05
/** An option that is the best with a lesser chance is one that the evidence calls bad: it is not explored. */
const HOPELESS = 0.001
/** How much more variance the policy allows an arm without calls, so that bad luck at first does not rule it out for good. */
const FIRST_DOUBT = 1
/** How many calls it takes until half of the first doubt about an arm is gone. */
const TRYING_OUT_CALLS = 20
/** Share of an equal share of the calls below which an arm counts as a newcomer. */
const NEWCOMER_SHARE = 0.02
/** How many times as likely another price than that of the best makes a choice, at most. */
const MAX_THRIFT = 100
/** US dollars per successful call, to compare prices with nothing. */
const LEAST_PRICE = 1e-9

type Contender = { index: number; option: Option; expected: Expectation; caution: number }

/**
 * With which chance to choose which option: Thompson sampling (Thompson 1933) by integration, drawn towards what is most
 * likely the best (`keenness`), as sampling alone explores more than a few thousand messages pay back, and by chance per
 * dollar (`thrifts`). The chances follow from the evidence alone; one uniform number then makes the choice.
 */
export function choices({ options, priority, verdicts, settings }: PolicyInput): Choices {
  const contenders = contendersOf(options, verdicts, settings)
  const isFrugal = priority === 'cost' || priority === 'speed'
  const tolerance = isFrugal ? TOLERATED_LOSS[priority] : 0
  const ordered = isFrugal ? frugalFirst(contenders, priority) : contenders
  const valued = isFrugal ? ordered.map(({ expected }) => qualityOf(expected)) : worths(ordered, priority)
  const chances = isFrugal ? chancesOfFirstWithin(valued, tolerance) : chancesOfBest(valued)
  const best = bestOf(valued, tolerance)
  const isSound = ordered.map((_, place) => place === best || (chances[place] ?? 0) >= HOPELESS)
  const established = establishedShares(ordered)
  const keen = keenness(verdicts)
  const powers = established.map((share) => 1 + (keen - 1) * share)
  const sharp = sharpened(chances, isSound, best, powers)
  const thrift = thrifts(ordered, ordered[best], priority, verdicts, established)
  const explored = withinBounds(
    scaledToOne(times(sharp, thrift)),
    times(chances, thrift),
    isSound,
    best,
    settings,
  )
  const retried = withRetries(
    explored,
    ordered.map(({ option }) => option.retryShare),
  )
  // What is tried again counts as explored for the most of it, but not in place of the least.
  const bounded = withinBounds(retried, chances, isSound, best, { ...settings, exploreMin: 0 })
  const probabilities = new Float64Array(options.length)
  for (const [place, { index }] of ordered.entries()) probabilities[index] = bounded[place] ?? 0
  return { probabilities, best: ordered[best]?.index ?? 0 }
}

/** The option that a uniform number (0 ≤ draw < 1) falls on. */
export function drawn(probabilities: ArrayLike<number>, draw: number): number {
  let last = 0
  let passed = 0
  for (let index = 0; index < probabilities.length; index++) {
    const probability = probabilities[index] ?? 0
    if (probability === 0) continue
    passed += probability
    last = index
    if (draw < passed) return index
  }
  return last
}

/** Chance that an answer succeeds and pleases: the product of both, by the delta method. */
export function qualityOf({ success, satisfaction }: Expectation): Estimate {
  return {
    mean: success.mean * satisfaction.mean,
    variance: satisfaction.mean ** 2 * success.variance + success.mean ** 2 * satisfaction.variance,
  }
}

/** Those at or above the team's floor, or all where none is, as the policy sees them. */
function contendersOf(
  options: readonly Option[],
  verdicts: Verdicts,
  { qualityFloor }: PolicySettings,
): Contender[] {
  const caution = cautionFor(verdicts)
  const told = ratingsShare(verdicts)
  const all = options.map((option, index) => {
    const doubt = 1 + FIRST_DOUBT / (1 + option.calls / TRYING_OUT_CALLS)
    const { success, satisfaction } = option.expected
    const expected = {
      success: widened(success, doubt),
      // What ratings leave open is worth exploring only as far as ratings are what tells.
      satisfaction: widened(satisfaction, doubt * told),
    }
    return { index, option, expected, caution: option.isDefault ? 0 : caution }
  })
  const fit = all.filter(({ option }) => option.expected.success.mean >= qualityFloor)
  return fit.length > 0 ? fit : all
}

/** Cheapest or fastest first; what is unknown comes last. */
function frugalFirst(contenders: readonly Contender[], priority: 'cost' | 'speed'): Contender[] {
  const price = ({ option }: Contender) =>
    (priority === 'cost' ? option.costUsd : option.latencyMs) ?? Number.MAX_VALUE
  return contenders.toSorted((a, b) => price(a) - price(b))
}

const widened = ({ mean, variance }: Estimate, factor: number): Estimate => ({
  mean,
  variance: variance * factor,
})

/**
 * Quality on a scale on which differences near certainty count, as nothing is above it: the odds of success and those of
 * satisfaction, each weighing what it adds to the quality of the likeliest best.
 */
function worths(contenders: readonly Contender[], priority: Priority): Estimate[] {
  const top = contenders.reduce(
    (best, { expected }) => (qualityOf(expected).mean > qualityOf(best).mean ? expected : best),
    (contenders[0] as Contender).expected,
  )
  const success = oddsOf(top.success)
  const satisfaction = oddsOf(top.satisfaction)
  const weight = (success.slope * top.success.mean) / (satisfaction.slope * top.satisfaction.mean)
  const perQuality = success.slope / top.satisfaction.mean
  const options = contenders.map(({ option }) => option)
  return contenders.map(({ expected, option, caution }) => {
    const succeeds = oddsOf(expected.success)
    const pleases = oddsOf(expected.satisfaction)
    const price =
      priority === 'balanced'
        ? BALANCED_PRICE *
          (placeAmong(option.costUsd, options, 'costUsd') +
            placeAmong(option.latencyMs, options, 'latencyMs'))
        : 0
    const variance = succeeds.variance + weight ** 2 * pleases.variance
    const mean = succeeds.mean + weight * pleases.mean - price * perQuality
    return { mean: mean - caution * Math.sqrt(variance), variance }
  })
}

/** Log odds above one half, and as steep as there below it. */
function oddsOf({ mean, variance }: Estimate): Estimate & { slope: number } {
  const share = clamp(mean, 0.01, 0.985)
  const slope = share > 0.5 ? 1 / (share * (1 - share)) : 4
  return {
    mean: share > 0.5 ? Math.log(share / (1 - share)) : 4 * (share - 0.5),
    variance: variance * slope * slope,
    slope,
  }
}

/** 0 for the least of the options, 1 for the most, by the logarithm; in the middle where nothing is known. */
function placeAmong(value: number | null, options: readonly Option[], of: 'costUsd' | 'latencyMs'): number {
  let low = Number.POSITIVE_INFINITY
  let high = 0
  for (const option of options) {
    const known = option[of]
    if (known === null || known <= 0) continue
    low = Math.min(low, known)
    high = Math.max(high, known)
  }
  if (high <= low) return 0
  return value === null || value <= 0 ? 0.5 : Math.log(value / low) / Math.log(high / low)
}

/** The first that is expected to be good enough, or the highest; the first of equals. */
function bestOf(valued: readonly Estimate[], tolerance: number): number {
  const highest = Math.max(...valued.map(({ mean }) => mean))
  return valued.findIndex(({ mean }) => mean >= highest - tolerance)
}

/** How much a call tells: 1 when each is rated or half of them fail. */
function tellingShare({ ratedShare, failedShare }: Verdicts): number {
  return ratedShare + Math.min(1, 4 * failedShare)
}

function ratingsShare(verdicts: Verdicts): number {
  return verdicts.ratedShare / tellingShare(verdicts)
}

/** The rarer calls tell anything, the less exploring is paid back: 4 where every second one does, up to 12. */
function keenness(verdicts: Verdicts): number {
  return Math.min(12, 4 + 2.5 * (0.15 / tellingShare(verdicts)) ** 2)
}

/**
 * How many standard deviations of doubt (up to 1.3) another model than the rules' is marked down by while fewer than one
 * call in twelve tells anything: a sensible default beats every learner then, until the doubt is gone.
 */
function cautionFor(verdicts: Verdicts): number {
  return 1.3 * (1 - Math.min(1, (tellingShare(verdicts) / 0.08) ** 3))
}

/** 1, or less for who has had far fewer calls than its share, as a newcomer has: it is chosen nearly by its plain chance. */
function establishedShares(contenders: readonly Contender[]): number[] {
  const calls = contenders.reduce((sum, { option }) => sum + option.calls, 0)
  const fair = (NEWCOMER_SHARE * calls) / contenders.length
  return contenders.map(({ option }) => (fair === 0 ? 1 : Math.min(1, (option.calls + 1) / fair)))
}

/**
 * How much likelier its price makes the choice of each, against that of the best: a call of a dear one tells no more.
 * Not of newcomers where quality is all that is asked for, and not where ratings are nearly all that tells, as they are
 * rarer than dollars. Balanced weighs prices already, and speed does not ask for them.
 */
function thrifts(
  contenders: readonly Contender[],
  best: Contender | undefined,
  priority: Priority,
  verdicts: Verdicts,
  established: readonly number[],
): number[] {
  const usual = best?.option.costUsd ?? null
  if (usual === null || priority === 'balanced' || priority === 'speed') return contenders.map(() => 1)
  const weight = 1 - ratingsShare(verdicts) ** 3
  return contenders.map(({ option }, place) => {
    const price = Math.max(LEAST_PRICE, option.costUsd ?? usual)
    return (
      clamp(Math.max(LEAST_PRICE, usual) / price, 1 / MAX_THRIFT, MAX_THRIFT) **
      (weight * (priority === 'quality' ? (established[place] ?? 1) : 1))
    )
  })
}

function sharpened(
  chances: Float64Array,
  isSound: readonly boolean[],
  best: number,
  powers: readonly number[],
): Float64Array {
  const raised = chances.map((chance, place) => (isSound[place] ? chance ** (powers[place] ?? 1) : 0))
  if (raised.every((share) => share === 0)) return chances.map((_, place) => (place === best ? 1 : 0))
  return scaledToOne(raised)
}

function withRetries(shares: Float64Array, retryShares: readonly number[]): Float64Array {
  return scaledToOne(shares.map((share, place) => Math.max(share, retryShares[place] ?? 0)))
}

function scaledToOne(shares: Float64Array): Float64Array {
  const sum = shares.reduce((total, share) => total + share, 0)
  return shares.map((share) => share / sum)
}

const times = (shares: Float64Array, factors: readonly number[]) =>
  shares.map((share, place) => share * (factors[place] ?? 1))

/** At least and at most as much exploring as the team wants; the least goes to what may be the best. */
function withinBounds(
  shares: Float64Array,
  chances: Float64Array,
  isSound: readonly boolean[],
  best: number,
  { exploreMin, exploreMax }: PolicySettings,
): Float64Array {
  const explored = 1 - (shares[best] ?? 0)
  const wanted = clamp(explored, exploreMin, exploreMax)
  if (explored === wanted) return shares
  const from = explored > wanted ? shares : chances.map((chance, place) => (isSound[place] ? chance : 0))
  const others = from.reduce((total, share, place) => (place === best ? total : total + share), 0)
  if (others === 0) return shares
  return from.map((share, place) => (place === best ? 1 - wanted : (share * wanted) / others))
}
