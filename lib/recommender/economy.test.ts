import { describe, expect, test } from 'vitest'
import { latencyBucket, latencyQuantile, mergedLatencies } from '@/lib/analytics/latency-sketch'
import { Economy, type Expenses } from '@/lib/recommender/economy'
import { type Random, randomOf } from '@/lib/recommender/random-evidence.fixture'

const CODING = { taskType: 'coding', complexity: 'simple' }
const POETRY = { taskType: 'creative', complexity: 'simple' }

/** Calls of 1,000 tokens in and 500 out each, all successful and unpriced unless told. */
function spent(model: string, calls: number, part: Partial<Expenses> = {}): Expenses {
  return {
    provider: 'acme',
    model,
    ...CODING,
    calls,
    costUsd: 0,
    pricedSuccesses: 0,
    inputTokens: 1000 * calls,
    outputTokens: 500 * calls,
    responseTimes: [],
    ...part,
  }
}
const priced = (model: string, calls: number, usdPerCall: number, part: Partial<Expenses> = {}) =>
  spent(model, calls, { costUsd: calls * usdPerCall, pricedSuccesses: calls, ...part })
const timed = (model: string, times: readonly number[], part: Partial<Expenses> = {}) =>
  spent(model, times.length, {
    responseTimes: mergedLatencies(times.map((ms) => [[latencyBucket(Math.round(ms)), 1] as const])),
    ...part,
  })
const expected = (cells: readonly Expenses[], model: string, { taskType, complexity } = CODING, list = {}) =>
  new Economy(cells).expect({ provider: 'acme', model, ...list }, taskType, complexity)

/** As response times are: a wait, and what varies by some tens of percent, now and then by more. */
const responseTimes = ({ normal, uniform }: Random, count: number, middleMs: number) =>
  Array.from(
    { length: count },
    () => 0.2 * middleMs + 0.8 * middleMs * Math.exp(0.45 * normal()) * (uniform() < 0.03 ? 2 : 1),
  )

describe('price', () => {
  test('B3 nothing known is not free', () => {
    expect(expected([], 'ada').costUsd).toBeNull()
    expect(expected([spent('ada', 50)], 'ada').costUsd).toBeNull()
    expect(expected([spent('ada', 50), priced('bell', 50, 0.01)], 'ada').costUsd).toBeNull()
  })

  test('B3 unpriced calls make neither the other arms nor the task cheaper', () => {
    const known = [priced('bell', 50, 0.01), priced('curie', 50, 0.03)]
    for (const model of ['bell', 'curie']) {
      const alone = expected(known, model).costUsd
      expect(expected([...known, spent('ada', 500)], model).costUsd).toBeCloseTo(alone ?? 0, 12)
    }
  })

  test('B3 unpriced calls of others do not make a task cheaper for an arm that is new to it', () => {
    const known = [priced('ada', 50, 0.01), priced('bell', 50, 0.01), priced('bell', 50, 0.04, POETRY)]
    const alone = expected(known, 'ada', POETRY).costUsd
    expect(alone).toBeCloseTo(0.04, 6)
    expect(expected([...known, spent('curie', 500, POETRY)], 'ada', POETRY).costUsd).toBeCloseTo(
      alone ?? 0,
      12,
    )
  })

  test('B3 an arm without priced calls takes the tokens of the task at its list price', () => {
    const list = { inputUsdPerMtok: 2, outputUsdPerMtok: 8 }
    const cost = expected([priced('bell', 40, 0.01), spent('ada', 3)], 'ada', CODING, list).costUsd
    expect(cost).toBeCloseTo((1000 * 2 + 500 * 8) / 1e6, 12)
    expect(expected([], 'ada', CODING, list).costUsd).toBeNull()
    expect(expected([priced('bell', 40, 0.01)], 'ada', CODING, { inputUsdPerMtok: 2 }).costUsd).toBeNull()
  })

  test('B3 an arm with many calls costs what they did', () => {
    expect(expected([priced('ada', 1e6, 0.004), priced('bell', 50, 0.01)], 'ada').costUsd).toBeCloseTo(
      0.004,
      6,
    )
  })

  test('B3 an arm new to a task is expected to be as dear there as elsewhere, beside the others', () => {
    const cells = [
      priced('ada', 1000, 0.002),
      priced('bell', 1000, 0.01),
      priced('bell', 1000, 0.05, POETRY),
      priced('curie', 1000, 0.05, POETRY),
    ]
    const { costUsd } = expected(cells, 'ada', POETRY)
    // A third of the usual price of coding, as (0.002 + 0.01) ÷ 2 is usual.
    expect(costUsd).toBeCloseTo(0.05 / 3, 6)
  })

  test('B3 a few calls of its own move the expectation towards them, many take it there', () => {
    const others = [
      priced('ada', 1000, 0.01, POETRY),
      priced('bell', 1000, 0.01, POETRY),
      priced('bell', 1000, 0.01),
    ]
    const costs = [1, 5, 50, 5000].map(
      (calls) => expected([...others, priced('ada', calls, 0.03)], 'ada').costUsd ?? 0,
    )
    expect(costs).toEqual(costs.toSorted((a, b) => a - b))
    expect(costs[0]).toBeGreaterThan(0.01)
    expect(costs[0]).toBeLessThan(0.02)
    expect(costs[3]).toBeCloseTo(0.03, 3)
  })
})

describe('time', () => {
  test('B3 without a timed call nothing is known', () => {
    expect(expected([spent('ada', 9)], 'ada')).toMatchObject({ latencyMs: null, p95Ms: null })
    expect(expected([timed('ada', [800, 900])], 'ada', POETRY)).toMatchObject({
      latencyMs: null,
      p95Ms: null,
    })
  })

  test.each([300, 2000, 15_000])('B3 mean and p95 are near those of the sample: about %i ms', (middleMs) => {
    const random = randomOf(middleMs)
    const times = responseTimes(random, 2000, middleMs)
    const others = responseTimes(random, 2000, 3000)
    const own = timed('ada', times)
    const { latencyMs, p95Ms } = expected([own, timed('bell', others)], 'ada')
    const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length
    expect((latencyMs ?? 0) / mean).toBeCloseTo(1, 1)
    const p95 = latencyQuantile(own.responseTimes, 0.95) ?? 1
    expect(Math.abs((p95Ms ?? 0) / p95 - 1)).toBeLessThan(0.1)
  })

  test('B3 one slow call does not make an arm slow, fifty do', () => {
    const usual = responseTimes(randomOf(1), 500, 1000)
    const slow = (count: number) => timed('ada', Array<number>(count).fill(20_000))
    const [once, often] = [1, 50].map(
      (count) => expected([slow(count), timed('bell', usual)], 'ada').latencyMs ?? 0,
    )
    expect(once).toBeGreaterThan(1300)
    expect(once).toBeLessThan(5000)
    expect(often).toBeGreaterThan(12_000)
  })

  test('B3 an arm that is slow elsewhere is expected to be slow where it is new', () => {
    const random = randomOf(2)
    const cells = [
      timed('ada', responseTimes(random, 300, 4000)),
      timed('bell', responseTimes(random, 300, 1000)),
      timed('bell', responseTimes(random, 300, 500), POETRY),
    ]
    const [ada, bell] = ['ada', 'bell'].map((model) => expected(cells, model, POETRY).latencyMs ?? 0)
    expect(bell).toBeGreaterThan(300)
    expect(ada).toBeGreaterThan(1.5 * (bell ?? 0))
  })

  test('B3 the order of cells changes neither price nor time', () => {
    const random = randomOf(4)
    const cells = ['ada', 'bell', 'curie'].flatMap((model) =>
      [CODING, POETRY].map((setting) => {
        const times = responseTimes(random, random.int(1, 40), 500 + 3000 * random.uniform())
        const costUsd = times.length * 0.01 * random.uniform()
        return timed(model, times, { ...setting, costUsd, pricedSuccesses: times.length })
      }),
    )
    const moved = random.shuffled(cells)
    for (const { model, taskType, complexity } of cells) {
      const [straight, other] = [cells, moved].map((list) => expected(list, model, { taskType, complexity }))
      expect(other?.costUsd).toBeCloseTo(straight?.costUsd ?? 0, 12)
      expect(other?.latencyMs).toBeCloseTo(straight?.latencyMs ?? 0, 6)
      expect(other?.p95Ms).toBeCloseTo(straight?.p95Ms ?? 0, 6)
    }
  })

  test('B3 where all calls were stopped, prices are as unknown as without any', () => {
    const stopped = { ...POETRY, inputTokens: 1000, outputTokens: 10 }
    const cells = [priced('ada', 10, 0.01), spent('ada', 0, stopped), spent('bell', 0, stopped)]
    expect(expected(cells, 'ada', POETRY).costUsd).toBeNull()
    const listed = { provider: 'acme', model: 'bell', inputUsdPerMtok: 1, outputUsdPerMtok: 2 }
    expect(new Economy(cells).expect(listed, POETRY.taskType, POETRY.complexity).costUsd).toBeNull()
  })
})
