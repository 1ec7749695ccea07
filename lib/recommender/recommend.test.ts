import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import { latencyBucket } from '@/lib/analytics/latency-sketch'
import type { CandidateArm } from '@/lib/recommender/candidate-arm'
import type { Evidence, EvidenceCell, ModelChange } from '@/lib/recommender/evidence'
import { aCell, someEvidence } from '@/lib/recommender/evidence.fixture'
import { NoCandidatesError } from '@/lib/recommender/no-candidates-error'
import { drawn } from '@/lib/recommender/policy'
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

const cell = (model: string, part: Partial<EvidenceCell>): EvidenceCell => {
  const calls = part.calls ?? 1000
  const successes = part.successes ?? calls
  const avgResponseTimeMs = part.avgResponseTimeMs ?? 2000
  return aCell({
    provider: 'acme',
    model,
    calls,
    successes,
    avgResponseTimeMs,
    timedCalls: successes,
    responseTimes: [[latencyBucket(avgResponseTimeMs), successes]],
    costUsd: 10,
    pricedSuccesses: successes,
    ...part,
  })
}

const NO_EXPLORING = { exploreMin: 0, exploreMax: 0, qualityFloor: 0 }
const ask = (cells: EvidenceCell[], part: Partial<RecommendInput> = {}, evidence: Partial<Evidence> = {}) =>
  recommend({
    context: { messageContent: 'sort this' },
    taskType: 'coding',
    complexity: 'simple',
    priority: 'balanced',
    candidates: [small, medium, large],
    evidence: someEvidence(cells, { settings: NO_EXPLORING, ...evidence }),
    now: 0,
    draw: 0,
    ...part,
  })

/** Small is fast, cheap and nearly as good as medium, which is liked most; large is slow, dear and no better. */
const record = [
  cell('small', { successes: 970, thumbsUp: 178, thumbsDown: 22, avgResponseTimeMs: 900, costUsd: 1 }),
  cell('medium', { successes: 980, thumbsUp: 180, thumbsDown: 20, avgResponseTimeMs: 1800, costUsd: 9 }),
  cell('large', { successes: 985, thumbsUp: 170, thumbsDown: 30, avgResponseTimeMs: 6000, costUsd: 40 }),
]

describe('with evidence', () => {
  test.each([
    ['speed', 'small'],
    ['cost', 'small'],
    ['quality', 'medium'],
    ['balanced', 'small'],
  ] as const)('A30 %s chooses %s', (priority, model) => {
    expect(ask(record, { priority })).toMatchObject({ model, chosenBy: 'evidence', priority })
  })

  test('A30 speed and cost leave out what is worse by more than they may give away', () => {
    const failing = [
      cell('small', { successes: 850, avgResponseTimeMs: 500, costUsd: 0.1, thumbsUp: 175, thumbsDown: 25 }),
      ...record.slice(1),
    ]
    expect(ask(failing, { priority: 'speed' }).model).toBe('medium')
    expect(ask(failing, { priority: 'cost' }).model).toBe('medium')
    const disliked = [
      cell('small', { thumbsUp: 100, thumbsDown: 100, avgResponseTimeMs: 500, costUsd: 0.1 }),
      ...record.slice(1),
    ]
    expect(ask(disliked, { priority: 'speed' }).model).toBe('medium')
  })

  test('A30 cost counts dollars per successful call, and unpriced is not free', () => {
    const failing = [
      cell('small', { successes: 960, costUsd: 10 }),
      cell('medium', { successes: 1000, costUsd: 10.2 }),
    ]
    expect(ask(failing, { priority: 'cost', candidates: [small, medium] }).model).toBe('medium')
    const unpriced = { ...small, inputUsdPerMtok: null, outputUsdPerMtok: null }
    const rated = { thumbsUp: 180, thumbsDown: 20 }
    const free = [cell('small', { ...rated, costUsd: 0, pricedSuccesses: 0 }), cell('medium', rated)]
    expect(ask(free, { priority: 'cost', candidates: [unpriced, medium] }).model).toBe('medium')
  })

  test('A30 one lucky thumb does not outrank forty', () => {
    const lucky = [
      cell('small', { thumbsUp: 1 }),
      cell('medium', { thumbsUp: 38, thumbsDown: 2 }),
      cell('large', { thumbsUp: 20, thumbsDown: 20 }),
    ]
    expect(ask(lucky, { priority: 'quality' }).model).toBe('medium')
  })

  test('A29 a model that is new on a task is judged by what it did on others', () => {
    const elsewhere = (['analysis', 'reasoning', 'creative'] as const).flatMap((taskType) => [
      cell('small', { taskType, successes: 500 }),
      cell('medium', { taskType, successes: 700 }),
      cell('large', { taskType, successes: 950 }),
    ])
    const here = [cell('small', { successes: 500 }), cell('medium', { successes: 700 })]
    const answer = ask([...elsewhere, ...here], { priority: 'quality' })
    expect(answer.model).toBe('large')
    expect(answer.metrics.sampleSize).toBe(0)
  })

  test('A29 the answer carries figures, alternatives, predictions and a reason with numbers', () => {
    const answer = ask(record)
    expect(answer.metrics).toEqual({
      avgResponseTime: 900,
      successRate: 97,
      satisfactionRate: 89,
      qualityScore: qualityScore({ successRate: 97, satisfactionRate: 89, avgResponseTimeMs: 900 }),
      sampleSize: 1000,
      ratedCalls: 200,
    })
    expect(answer.predictedSuccess).toBeCloseTo(0.97, 2)
    expect(answer.predictedSatisfaction).toBeCloseTo(0.89, 1)
    expect(answer.predictedCostUsd).toBeCloseTo(0.001, 4)
    expect(answer.predictedLatencyMs).toBeCloseTo(900, -2)
    expect(new Set(answer.alternatives.map(({ model }) => model))).toEqual(new Set(['medium', 'large']))
    expect(answer.reason).toMatch(
      /^Acme small answered 97\.0% of 1,000 simple coding calls, 89\.0% thumbs up of 200 rated, 900 ms on average, \$0\.001 per successful call\. Counting its other tasks too, 8\d\.\d% \(.*–.*\) of its answers are expected to succeed and please\. That is expected to be the best balance of quality, price and speed of 3 models; with a probability of \d+\.\d% none of them is better by more than two points\.$/,
    )
  })

  test('A29 unrated is missing, not negative: a model nobody rated is expected to please like the others', () => {
    const answer = ask([...record.slice(0, 2), cell('large', { successes: 985 })], { priority: 'quality' })
    const unrated = [answer, ...answer.alternatives].find(({ model }) => model === 'large')
    expect(unrated?.metrics.satisfactionRate).toBeNull()
    expect(unrated?.predictedSatisfaction).toBeGreaterThan(0.8)
  })
})

describe('exploring', () => {
  const even = [small, medium, large].map(({ model }) => cell(model, { calls: 30, successes: 24 }))
  const settings = { exploreMin: 0, exploreMax: 1, qualityFloor: 0 }

  test('A29 chances sum to one, and the draw falls on each with its chance', () => {
    const answer = ask(even, { priority: 'quality' }, { settings })
    const chances = answer.ranking.map(({ probability }) => probability)
    expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 12)
    const draws = 2000
    const counts = new Map<string, number>()
    for (let i = 0; i < draws; i++) {
      const { model } = ask(even, { priority: 'quality', draw: (i + 0.5) / draws }, { settings })
      counts.set(model, (counts.get(model) ?? 0) + 1)
    }
    for (const { model, probability } of answer.ranking)
      expect((counts.get(model) ?? 0) / draws).toBeCloseTo(probability, 2)
  })

  test('A29 a decision replayed from what is logged of it gives the same decision', () => {
    for (const draw of [0, 0.31, 0.64, 0.97]) {
      const answer = ask(even, { priority: 'quality', draw }, { settings })
      const logged = JSON.parse(JSON.stringify({ ranking: answer.ranking, draw: answer.draw }))
      const chances = logged.ranking.map(({ probability }: { probability: number }) => probability)
      expect(logged.ranking[drawn(chances, logged.draw)]).toMatchObject({ model: answer.model })
      expect(answer.probability).toBe(logged.ranking[drawn(chances, logged.draw)].probability)
    }
  })

  test('A29 a team may forbid it, bound it, or ask for some', () => {
    const explored = (exploreMin: number, exploreMax: number, cells = even) => {
      const { ranking } = ask(
        cells,
        { priority: 'quality' },
        { settings: { exploreMin, exploreMax, qualityFloor: 0 } },
      )
      return 1 - Math.max(...ranking.map(({ probability }) => probability))
    }
    expect(explored(0, 0)).toBe(0)
    expect(explored(0, 0.1)).toBeCloseTo(0.1, 10)
    expect(explored(0, 1)).toBeGreaterThan(0.1)
    expect(explored(0, 0, record)).toBe(0)
    expect(explored(0.3, 1, record)).toBeCloseTo(0.3, 10)
  })

  test('A29 what the evidence calls bad is not explored, whatever is asked for', () => {
    const bad = [cell('small', { successes: 300 }), ...record.slice(1)]
    const { ranking } = ask(
      bad,
      { priority: 'quality' },
      { settings: { exploreMin: 0.5, exploreMax: 1, qualityFloor: 0 } },
    )
    expect(ranking.find(({ model }) => model === 'small')?.probability).toBe(0)
  })

  test('A29 below the floor of the team is nothing used while another is above', () => {
    const floor = { exploreMin: 0.3, exploreMax: 1, qualityFloor: 0.975 }
    const { ranking } = ask(record, { priority: 'cost' }, { settings: floor })
    expect(ranking.find(({ model }) => model === 'small')?.probability).toBe(0)
    const unreachable = ask(record, { priority: 'cost' }, { settings: { ...floor, qualityFloor: 1 } })
    expect(unreachable.model).toBe('small')
  })
})

describe('without enough evidence', () => {
  test('A33 fewer than five calls leave it to the rules, and the reason says what would settle it', () => {
    const answer = ask([cell('large', { calls: 4 })])
    expect(answer).toMatchObject({ model: 'medium', chosenBy: 'rules', byRules: { model: 'medium' } })
    expect(answer.reason).toBe(
      'Chosen by rules, as no model has 5 calls for coding yet, which would let the evidence decide: Acme medium is a medium model, which suits a simple coding message when the priority is balanced. It has no finished call for coding yet.',
    )
    expect(answer.metrics).toMatchObject({ successRate: null, satisfactionRate: null, sampleSize: 0 })
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
    expect(answer).toMatchObject({ model: 'large', chosenBy: 'user', draw: null, probability: 1 })
    expect(answer.reason).toMatch(/^You chose Acme large\. Acme large answered 98\.5% of 1,000/)
  })

  test('A29 is mentioned where it cannot', () => {
    const answer = ask(record, wish('gone'))
    expect(answer).toMatchObject({ model: 'small', chosenBy: 'evidence' })
    expect(answer.reason).toMatch(/^gone, your choice, cannot be called now\. /)
  })
})

describe('a conversation', () => {
  const goingOnWith = (model: string) => ({
    context: { messageContent: 'x', conversationArm: { provider: 'acme', model } },
    priority: 'quality' as const,
  })

  test('A35 keeps its model while that is about as good', () => {
    const answer = ask(record, goingOnWith('large'))
    expect(answer).toMatchObject({ model: 'large', chosenBy: 'conversation', draw: null, probability: 1 })
    expect(answer.reason).toMatch(/^The conversation goes on with its model\. /)
  })

  test('A35 leaves a model that is clearly worse, that cannot be called, or that dropped, and says why', () => {
    const worse = [cell('large', { successes: 800 }), ...record.slice(0, 2)]
    expect(ask(worse, goingOnWith('large'))).toMatchObject({
      model: 'medium',
      reason: expect.stringMatching(
        /^The conversation leaves large: another model is expected to be clearly/,
      ),
    })
    expect(ask(record, goingOnWith('gone')).reason).toMatch(
      /^The conversation leaves gone: it cannot be called/,
    )
    const change: ModelChange = {
      provider: 'acme',
      model: 'large',
      taskType: null,
      direction: 'drop',
      changedAt: Date.UTC(2026, 10, 12),
      foundAt: Date.UTC(2026, 10, 12),
      successBefore: 0.98,
      successAfter: 0.6,
      callsAfter: 12,
    }
    const dropped = ask(worse, goingOnWith('large'), { changes: [change] })
    expect(dropped.reason).toMatch(/^The conversation leaves large: it succeeds less often than it did\./)
    expect(dropped.reason).toMatch(/Acme large dropped from 98\.0% to 60\.0% success on 12 Nov\.$/)
    const asked = (model: string, successBefore: number) =>
      ask(worse, goingOnWith(model), { changes: [{ ...change, successBefore }] }).reason
    expect(asked('medium', 0.98)).not.toContain('dropped')
    expect(asked('gone', 0.98)).toContain('Acme large dropped')
    const drawn = ask(worse, {}, { changes: [{ ...change, successBefore: 0.7 }] })
    expect(drawn).toMatchObject({ chosenBy: 'evidence', byRules: { model: 'medium' } })
    expect(drawn.reason).not.toContain('dropped')
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
  for (let round = 0; round < 200; round++) {
    const candidates = [small, medium, large, candidate('twin', 'small', 1)]
    const evidence = candidates.flatMap(({ model }) =>
      COMPLEXITIES.map((complexity) => {
        const calls = int(0, 12)
        const successes = int(0, calls)
        const thumbsUp = int(0, successes)
        return cell(model, { complexity, calls, successes, thumbsUp, thumbsDown: successes - thumbsUp })
      }),
    )
    const priority: Priority = PRIORITIES[round % PRIORITIES.length] ?? 'balanced'
    const draw = int(0, 999) / 1000
    const straight = ask(evidence, { priority, candidates, draw })
    const other = ask(shuffled(evidence), { priority, candidates: shuffled(candidates), draw })
    expect(other.model).toBe(straight.model)
    for (const [index, { model, probability, confidence }] of straight.ranking.entries()) {
      expect(other.ranking[index]?.model).toBe(model)
      expect(other.ranking[index]?.probability).toBeCloseTo(probability, 9)
      expect(other.ranking[index]?.confidence).toBeCloseTo(confidence, 6)
    }
  }
})

test.each(PRIORITIES)('A33 without any evidence the rules choose, whatever the names are: %s', (priority) => {
  const dear = { ...large, model: 'a, which comes first' }
  const answer = ask([], { priority, candidates: [dear, medium, small], complexity: 'medium' })
  expect(answer).toMatchObject({ ...answer.byRules, chosenBy: 'rules', explored: false })
})
