import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import type { CandidateArm } from '@/lib/recommender/candidate-arm'
import type { EvidenceCell } from '@/lib/recommender/evidence'
import { aCell } from '@/lib/recommender/evidence.fixture'
import { NoCandidatesError } from '@/lib/recommender/no-candidates-error'
import { qualityScore } from '@/lib/recommender/quality-score'
import { type RecommendInput, recommend } from '@/lib/recommender/recommend'
import { COMPLEXITIES, PRIORITIES, type Priority } from '@/lib/vocabulary'

const candidate = (model: string, tier: CandidateArm['tier'], usd: number): CandidateArm => ({
  provider: 'acme',
  model,
  label: `Acme ${model}`,
  tier,
  inputUsdPerMtok: usd,
  outputUsdPerMtok: usd,
  simulated: false,
})
const small = candidate('small', 'small', 1)
const medium = candidate('medium', 'medium', 3)
const large = candidate('large', 'large', 9)

const cell = (model: string, part: Partial<EvidenceCell>): EvidenceCell =>
  aCell({
    provider: 'acme',
    model,
    calls: 100,
    successes: 97,
    avgResponseTimeMs: 2000,
    timedCalls: part.successes ?? 97,
    costUsd: 1,
    pricedSuccesses: part.successes ?? 97,
    ...part,
  })

const ask = (evidence: EvidenceCell[], part: Partial<RecommendInput> = {}) =>
  recommend({
    context: { messageContent: 'sort this' },
    taskType: 'coding',
    complexity: 'simple',
    priority: 'balanced',
    candidates: [small, medium, large],
    evidence,
    ...part,
  })

/** Small is fast and cheap, medium is liked, large is slow and dear. */
const record = [
  cell('small', { successes: 95, thumbsUp: 14, thumbsDown: 6, avgResponseTimeMs: 900, costUsd: 0.2 }),
  cell('medium', { successes: 97, thumbsUp: 19, thumbsDown: 1, avgResponseTimeMs: 1800, costUsd: 0.9 }),
  cell('large', { successes: 99, thumbsUp: 17, thumbsDown: 3, avgResponseTimeMs: 6000, costUsd: 4 }),
]

describe('with evidence', () => {
  test.each([
    ['speed', 'small'],
    ['cost', 'small'],
    ['quality', 'medium'],
    ['balanced', 'medium'],
  ] as const)('A30 %s chooses %s', (priority, model) => {
    expect(ask(record, { priority })).toMatchObject({ model, chosenBy: 'evidence', priority })
  })

  test('A30 speed and cost leave out what is clearly worse', () => {
    const worse = [
      cell('small', { calls: 300, successes: 200, avgResponseTimeMs: 500, costUsd: 0.1 }),
      ...record.slice(1),
    ]
    expect(ask(worse, { priority: 'speed' }).model).toBe('medium')
    expect(ask(worse, { priority: 'cost' }).model).toBe('medium')
    const disliked = [
      cell('small', { thumbsUp: 2, thumbsDown: 38, avgResponseTimeMs: 500 }),
      ...record.slice(1),
    ]
    expect(ask(disliked, { priority: 'speed' }).model).toBe('medium')
  })

  test('A30 cost counts dollars per successful call, and unpriced is not free', () => {
    const failing = [
      cell('small', { calls: 10, successes: 5, costUsd: 0.5 }),
      cell('medium', { calls: 10, successes: 10, costUsd: 0.6 }),
    ]
    expect(ask(failing, { priority: 'cost' }).model).toBe('medium')
    const unpriced = [cell('small', { costUsd: 0, pricedSuccesses: 0 }), cell('medium', {})]
    expect(ask(unpriced, { priority: 'cost' }).model).toBe('medium')
    const mostlyUnpriced = [cell('small', { costUsd: 0.5, pricedSuccesses: 10 }), cell('medium', {})]
    expect(ask(mostlyUnpriced, { priority: 'cost' }).model).toBe('medium')
  })

  test('A30 one lucky thumb does not outrank forty', () => {
    const lucky = [
      cell('small', { thumbsUp: 1 }),
      cell('medium', { thumbsUp: 38, thumbsDown: 2 }),
      cell('large', { thumbsUp: 20, thumbsDown: 20 }),
    ]
    expect(ask(lucky, { priority: 'quality' }).model).toBe('medium')
  })

  test("A30 the message's complexity counts where it has five calls, else all of the task", () => {
    const evidence = [
      cell('small', { complexity: 'complex', calls: 40, successes: 10 }),
      cell('small', { complexity: 'simple', calls: 40, successes: 40 }),
      cell('medium', { complexity: 'medium', calls: 40, successes: 36 }),
    ]
    expect(ask(evidence).model).toBe('small')
    expect(ask(evidence).metrics).toMatchObject({ successRate: 100, sampleSize: 40 })
    expect(ask(evidence, { complexity: 'complex' }).model).toBe('medium')
    expect(
      ask(evidence, { complexity: 'medium' }).alternatives.find(({ model }) => model === 'small')?.metrics
        .sampleSize,
    ).toBe(80)
  })

  test('A30 between equals the one with more calls, then the first by name', () => {
    const equal = [cell('large', { calls: 50, successes: 50 }), cell('medium', { calls: 50, successes: 50 })]
    const more = [...equal, cell('small', { calls: 60, successes: 60 })]
    for (const priority of ['balanced', 'speed'] as const) {
      expect(ask(equal, { priority }).model).toBe('large')
      expect(ask(more, { priority }).model).toBe('small')
    }
  })

  test('A30 other tasks and models that cannot be called say nothing', () => {
    const other = [cell('large', { taskType: 'creative' }), cell('gone', { successes: 100 })]
    expect(ask(other).chosenBy).toBe('rules')
  })

  test('A29 the answer carries figures, alternatives in order, predictions and a reason with numbers', () => {
    const answer = ask(record)
    expect(answer.metrics).toEqual({
      avgResponseTime: 1800,
      successRate: 97,
      satisfactionRate: 95,
      qualityScore: qualityScore({ successRate: 97, satisfactionRate: 95, avgResponseTimeMs: 1800 }),
      sampleSize: 100,
      ratedCalls: 20,
    })
    expect(answer.confidence).toBeCloseTo(100 * (0.5 + 0.3 * 0.97 + 0.2 * 0.95), 10)
    expect(answer.alternatives.map(({ model }) => model)).toEqual(['small', 'large'])
    expect(answer.predictedSuccess).toBeCloseTo(97.5 / 101, 12)
    expect(answer.predictedSatisfaction).toBeCloseTo(19.5 / 21, 12)
    expect(answer.reason).toBe(
      'Acme medium answered 97.0% of 100 simple coding calls, 95.0% thumbs up of 20 rated, 1.80 s on average, $0.0093 per successful call. That is the best quality score of the 3 models with at least 5 such calls.',
    )
  })

  test('A29 times of several complexities are weighted by their calls', () => {
    const evidence = [
      cell('small', { complexity: 'simple', calls: 4, successes: 4, timedCalls: 1, avgResponseTimeMs: 1000 }),
      cell('small', { complexity: 'medium', calls: 4, successes: 4, timedCalls: 3, avgResponseTimeMs: 2000 }),
      cell('small', {
        complexity: 'complex',
        calls: 4,
        successes: 0,
        timedCalls: 0,
        avgResponseTimeMs: null,
        costUsd: 0,
        pricedSuccesses: 0,
      }),
    ]
    expect(ask(evidence).metrics).toMatchObject({ avgResponseTime: 1750, sampleSize: 12 })
  })
})

describe('without enough evidence', () => {
  test('A33 fewer than five calls leave it to the rules, and the reason says so', () => {
    const answer = ask([cell('large', { calls: 4, successes: 4 })])
    expect(answer).toMatchObject({
      model: 'medium',
      chosenBy: 'rules',
      predictedSuccess: null,
      predictedSatisfaction: null,
    })
    expect(answer.reason).toBe(
      'Chosen by rules, as no model has 5 calls for coding yet: Acme medium is a medium model, which suits a simple coding message when the priority is balanced. It has no finished call for coding yet.',
    )
    expect(answer.confidence).toBeCloseTo(10, 12)
    expect(answer.metrics).toEqual({
      avgResponseTime: null,
      successRate: null,
      satisfactionRate: null,
      qualityScore: null,
      sampleSize: 0,
      ratedCalls: 0,
    })
  })

  test('A33 five calls are enough', () => {
    expect(ask([cell('large', { calls: 5, successes: 5 })])).toMatchObject({
      model: 'large',
      chosenBy: 'evidence',
    })
  })

  test('A33 a model that fails more often than not gives way to an untried one', () => {
    const answer = ask([cell('medium', { calls: 30, successes: 3 })])
    expect(answer).toMatchObject({ model: 'large', chosenBy: 'rules' })
    expect(answer.reason).toContain('fails more often than not')
    expect(answer.alternatives.at(-1)?.model).toBe('medium')
  })

  test('A29 nothing to call is a clear error', () => {
    expect(() => ask(record, { candidates: [] })).toThrow(NoCandidatesError)
  })
})

describe("the user's wish", () => {
  const wish = (model: string) => ({
    context: { messageContent: 'x', userPreference: { provider: 'acme', model } },
  })

  test('A29 is followed where it can be called', () => {
    const answer = ask(record, wish('large'))
    expect(answer).toMatchObject({ model: 'large', chosenBy: 'user' })
    expect(answer.reason).toMatch(/^You chose Acme large\. Acme large answered 99\.0% of 100/)
    expect(answer.alternatives.map(({ model }) => model)).toEqual(['medium', 'small'])
  })

  test('A29 is mentioned where it cannot', () => {
    const answer = ask(record, wish('gone'))
    expect(answer).toMatchObject({ model: 'medium', chosenBy: 'evidence' })
    expect(answer.reason).toMatch(/^gone, your choice, cannot be called now\. /)
  })
})

test('A30 order changes nothing: random candidates and evidence, shuffled, give the same answer', () => {
  const random = xoroshiro128plus(5)
  const int = (from: number, to: number) => uniformInt(random, from, to)
  const shuffled = <T>(list: readonly T[]) =>
    list
      .map((item) => ({ item, key: int(0, 1e9) }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item)
  for (let round = 0; round < 300; round++) {
    const candidates = [small, medium, large, candidate('twin', 'small', 1)]
    const evidence = candidates.flatMap(({ model }) =>
      COMPLEXITIES.map((complexity) => {
        const calls = int(0, 12)
        const successes = int(0, calls)
        const rated = int(0, calls)
        const thumbsUp = int(0, rated)
        // Whole numbers, so that sums do not depend on their order.
        return cell(model, {
          complexity,
          calls,
          successes,
          thumbsUp,
          thumbsDown: rated - thumbsUp,
          costUsd: int(1, 9),
          pricedSuccesses: successes,
          avgResponseTimeMs: successes ? 1000 : null,
          timedCalls: successes,
        })
      }),
    )
    const priority: Priority = PRIORITIES[round % PRIORITIES.length] ?? 'balanced'
    const straight = ask(evidence, { priority, candidates })
    expect(ask(shuffled(evidence), { priority, candidates: shuffled(candidates) })).toEqual(straight)
    expect(straight.alternatives).toHaveLength(candidates.length - 1)
    expect(straight.confidence).toBeGreaterThanOrEqual(0)
    expect(straight.confidence).toBeLessThanOrEqual(100)
  }
})
