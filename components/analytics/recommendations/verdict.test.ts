import { expect, test } from 'vitest'
import { verdict } from '@/components/analytics/recommendations/verdict'
import type { AgainstBest, Comparison, Figure, PolicyFigures } from '@/lib/analytics/recommendations-answer'

const nothing: Figure = { estimate: null, effectiveSize: 41.7, coverage: 1 }

function constant(model: string, ...is: PolicyFigures['is']): PolicyFigures {
  const arm = { provider: 'openai', model }
  return { policy: 'constant', arm, is, success: nothing, satisfaction: nothing, costUsd: nothing }
}

function against(verdict: AgainstBest['verdict'], mean: number): Comparison {
  const difference = { mean, low: mean - 0.02, high: mean + 0.02, policy: constant('m') }
  return {
    policies: [],
    againstBest: { ...difference, verdict, hasSatisfaction: false, contenders: 3 },
    againstDearest: null,
    againstCheapest: null,
  }
}

const counts = { evaluated: 2000 }

test('if the best constant would have done as well, it says so', () => {
  expect(verdict(against('level', -0.01), counts)).toEqual({
    tone: 'level',
    quality:
      'Always m, the best of 3 constant choices there is enough data for, would have done as well: 1.0 points more answers would have succeeded, which may be chance (95% interval −3.0 to 1.0 of our lead).',
    money: [],
  })
})

test('a certain difference is told in points and in answers, whichever way it goes', () => {
  expect(verdict(against('better', 0.031), counts).quality).toBe(
    'Choosing beat always m, the best of 3 constant choices there is enough data for: 3.1 points more answers succeeded (95% interval 1.1 to 5.1), about 62 answers more.',
  )
  expect(verdict(against('worse', -0.031), counts).quality).toBe(
    'Always m, the best of 3 constant choices there is enough data for, would have done better: 3.1 points more answers would have succeeded (95% interval of our lead −5.1 to −1.1), about 62 answers.',
  )
})

test('money saved and spent is told with its interval; what may be chance is not called a difference', () => {
  const cost = (mean: number, reach: number, policy: PolicyFigures) => ({
    mean,
    low: mean - reach,
    high: mean + reach,
    policy,
  })
  const { money, tone, quality } = verdict(
    {
      policies: [constant('a')],
      againstBest: null,
      againstDearest: cost(-0.01, 0.001, constant('dear', 'dearest')),
      againstCheapest: cost(0.0001, 0.001, constant('cheap', 'cheapest')),
    },
    counts,
  )
  expect(money).toEqual([
    'It cost $10.00 less per 1,000 calls than always dear, the dearest ($9.00 to $11.00): $20.00 over 2,000 decisions.',
    'It cost about the same as always cheap, the cheapest.',
  ])
  expect(tone).toBe('unknown')
  expect(quality).toContain('the most so far are 41.')
})
