import type { Observation } from '@/lib/recommender/hierarchy'

/** What people said of an arm's answers in a setting; all may be fractions. */
export type Reception = {
  arm: number
  setting: number
  /** What they could rate. */
  answers: number
  ups: number
  downs: number
}

/** Before a team rates: people mostly like what they get. */
export const PRIOR_PLEASED = 0.7
const PRIOR_THUMBS = 2

/**
 * How many answers pleased (hits) out of how many that tell (trials). Where thumbs are up at least as often as is expected
 * before anybody rates, they alone tell. Where they are not, bad answers are taken to be rated `bias` times as often as
 * good ones: that many who were pleased said nothing, and are expected among an arm's answers by how many there are.
 * An arm's share of pleased answers is then the likeliest (of Poisson numbers of thumbs, the root of a quadratic), so few
 * thumbs down on many answers speak for an arm. How often answers are rated both ways is no sign of anything.
 */
export function pleasedAnswers(receptions: readonly Reception[], settings: number): Observation[] {
  const all = { ups: PRIOR_THUMBS * PRIOR_PLEASED, downs: PRIOR_THUMBS * (1 - PRIOR_PLEASED) }
  const sums = Array.from({ length: settings }, () => ({ answers: 0, ups: 0, downs: 0 }))
  for (const { setting, answers, ups, downs } of receptions) {
    const sum = sums[setting]
    if (sum) {
      sum.answers += answers
      sum.ups += ups
      sum.downs += downs
    }
    all.ups += ups
    all.downs += downs
  }
  const bias = Math.max(1, (all.downs * PRIOR_PLEASED) / (all.ups * (1 - PRIOR_PLEASED)))
  const missingPerAnswer = sums.map(({ answers, ups, downs }) => {
    if (answers === 0) return 0
    const thumbs = PRIOR_THUMBS + ups + downs / bias
    const displeased = (PRIOR_THUMBS * (1 - PRIOR_PLEASED) + downs / bias) / thumbs
    return ((1 - 1 / bias) * downs) / displeased / answers
  })
  return receptions.map(({ arm, setting, answers, ups, downs }) => {
    const missing = answers * (missingPerAnswer[setting] ?? 0)
    const rated = ups + downs
    const silent = (missing - rated + Math.sqrt((missing - rated) ** 2 + 4 * missing * ups)) / 2
    return { arm, setting, trials: rated + silent, hits: ups + silent }
  })
}
