import { at, meansOf, type Pool, sharesOf } from './pool'
import type { Random } from './random'

export const FEEDBACK_MODES = ['every', 'thumb10', 'thumb5', 'biased', 'delayed'] as const
export type FeedbackMode = (typeof FEEDBACK_MODES)[number]

/** What of an outcome is seen, by whom, and when. */
export type FeedbackRule = {
  /** Every outcome is seen; else every call seems to succeed and only thumbs tell. */
  seesSuccess: boolean
  /** Chance of a thumb after a success and after a failure. */
  ratedSuccess: number
  ratedFailure: number
  /** Calls until the outcome is known. */
  delay: number
}

/** A thumb says the truth this often. */
export const AGREEMENT = 0.85
const BIAS = 3

export function feedbackRule(mode: FeedbackMode, pool: Pool): FeedbackRule {
  const even = (rate: number) => ({ ratedSuccess: rate, ratedFailure: rate, delay: 0 })
  if (mode === 'thumb10') return { seesSuccess: false, ...even(0.1) }
  if (mode === 'thumb5') return { seesSuccess: false, ...even(0.05) }
  if (mode === 'delayed') return { seesSuccess: true, ...even(0.1), delay: 500 }
  if (mode === 'every') return { seesSuccess: true, ...even(0.1) }
  // One call in ten is rated when models are chosen at random.
  const success = meanSuccess(pool)
  const ratedSuccess = 0.1 / (success + BIAS * (1 - success))
  return { seesSuccess: false, ratedSuccess, ratedFailure: BIAS * ratedSuccess, delay: 0 }
}

function meanSuccess(pool: Pool): number {
  const means = meansOf(pool)
  const models = pool.models.length
  return sharesOf(pool).reduce(
    (sum, share, task) =>
      sum +
      pool.models.reduce((rate, _, model) => rate + at(means, task * models + model), 0) * (share / models),
    0,
  )
}

/** The draws of one run, made ahead: every policy meets the same prompts, raters and strokes of luck. */
export type Draws = { prompts: Uint32Array; kept: Float64Array; rated: Float64Array; agreed: Float64Array }

export function drawRun(steps: number, prompts: number, random: Random): Draws {
  const uniforms = () => Float64Array.from({ length: steps }, random)
  return {
    prompts: Uint32Array.from({ length: steps }, () => Math.floor(random() * prompts)),
    kept: uniforms(),
    rated: uniforms(),
    agreed: uniforms(),
  }
}

/** The thumb (−1, 0 or 1) that a call of this outcome gets. */
export function thumbOf(rule: FeedbackRule, isSuccess: boolean, rated: number, agreed: number): -1 | 0 | 1 {
  if (rated >= (isSuccess ? rule.ratedSuccess : rule.ratedFailure)) return 0
  return isSuccess === agreed < AGREEMENT ? 1 : -1
}
