import { describe, expect, test } from 'vitest'
import { pleasedAnswers, type Reception } from '@/lib/recommender/pleased-answers'

const SHARES = [0.9, 0.8, 0.7, 0.6, 0.5]

/** Arms that please such shares of their answers, of which the pleased and the others rate so many. */
const ratedBy = (pleasedRate: number, otherRate: number, answers = [4000, 1000, 2000, 1000, 4000]) =>
  SHARES.map((share, arm): Reception => {
    const given = answers[arm] ?? 0
    const ups = given * share * pleasedRate
    return { arm, setting: 0, answers: given, ups, downs: given * (1 - share) * otherRate }
  })
const rates = (receptions: readonly Reception[]) =>
  pleasedAnswers(receptions, 1).map(({ hits, trials }) => hits / trials)

describe('where both kinds are rated alike', () => {
  test('A29 thumbs alone tell, however many answers there are and however often an arm is rated both ways', () => {
    const alike = ratedBy(0.1, 0.1)
    const [first, ...others] = alike
    if (!first) throw new Error('No arm.')
    const often = [{ ...first, ups: 5 * first.ups, downs: 5 * first.downs }, ...others]
    for (const receptions of [alike, often, alike.map((own) => ({ ...own, answers: 9 * own.answers }))]) {
      for (const [arm, rate] of rates(receptions).entries()) expect(rate).toBeCloseTo(SHARES[arm] ?? 0, 2)
    }
    expect(pleasedAnswers(alike, 1)[2]?.trials).toBeCloseTo(200, 0)
  })

  test('A29 nothing is learned of who is not rated, nor where nobody rates', () => {
    const unrated: Reception = { arm: 5, setting: 0, answers: 900, ups: 0, downs: 0 }
    const liked = ratedBy(0.1, 0.05)
    expect(pleasedAnswers([...liked, unrated], 1)[5]?.trials).toBe(0)
    for (const { trials } of pleasedAnswers(ratedBy(0, 0), 1)) expect(trials).toBeCloseTo(0, 9)
  })
})

describe('where bad answers are rated more often', () => {
  test.each([
    [0.1, 0.3],
    [0.02, 0.3],
    [0.001, 0.3],
  ])('A29 what pleased is found again: rated of the pleased %d, of the others %d', (pleased, other) => {
    const found = rates(ratedBy(pleased, other, [1e5, 1e5, 1e5, 1e5, 1e5]))
    for (const [arm, rate] of found.entries()) expect(rate).toBeCloseTo(SHARES[arm] ?? 0, 2)
  })

  test('A29 without any thumb up, few thumbs down on many answers speak for an arm, and the more the surer', () => {
    const grumbled = ratedBy(0, 0.3)
    const found = rates(grumbled)
    expect(found).toEqual(found.toSorted((a, b) => b - a))
    expect((found[0] ?? 0) - (found[4] ?? 1)).toBeGreaterThan(0.3)
    const [few, many] = [grumbled, ratedBy(0, 0.3, [8000, 2000, 4000, 2000, 8000])].map((receptions) =>
      pleasedAnswers(receptions, 1),
    )
    for (const [arm, own] of (many ?? []).entries())
      expect(own.trials).toBeGreaterThan(few?.[arm]?.trials ?? 1e9)
  })

  test('A29 half of few answers rated as bad is far from mild', () => {
    const worst: Reception = { arm: 5, setting: 0, answers: 10, ups: 0, downs: 5 }
    expect(rates([...ratedBy(0, 0.3), worst])[5]).toBeLessThan(0.1)
  })

  test('A29 models are told apart in a setting where twenty times as many rate as elsewhere, and where few do', () => {
    const receptions = [0.02, 0.4].flatMap((rate, setting) =>
      ratedBy(0, rate).map((own): Reception => ({ ...own, setting })),
    )
    const found = pleasedAnswers(receptions, 2).map(({ hits, trials }) => hits / trials)
    for (const own of [found.slice(0, 5), found.slice(5)]) {
      expect(own).toEqual(own.toSorted((a, b) => b - a))
      expect((own[0] ?? 0) - (own[4] ?? 1)).toBeGreaterThan(0.3)
    }
  })
})
