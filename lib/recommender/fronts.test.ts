import { expect, test } from 'vitest'
import { latencyBucket } from '@/lib/analytics/latency-sketch'
import type { EvidenceCell } from '@/lib/recommender/evidence'
import { aCell, someEvidence } from '@/lib/recommender/evidence.fixture'
import { frontsOf } from '@/lib/recommender/fronts'

const cell = (model: string, calls: number, successes: number, part: Partial<EvidenceCell> = {}) =>
  aCell({
    model,
    calls,
    successes,
    timedCalls: successes,
    pricedSuccesses: successes,
    responseTimes: [[latencyBucket(1000), successes]],
    costUsd: 1,
    ...part,
  })
const labelOf = ({ model }: { model: string }) => model

test('A41 every task with calls has its front, with the choice of each priority on it', () => {
  const cheap = cell('cheap', 1000, 950, { costUsd: 1, responseTimes: [[latencyBucket(2000), 950]] })
  const good = cell('good', 1000, 980, { costUsd: 20, responseTimes: [[latencyBucket(1000), 980]] })
  const poor = cell('poor', 1000, 700, { costUsd: 30, responseTimes: [[latencyBucket(3000), 700]] })
  const fronts = frontsOf(someEvidence([cheap, good, poor, cell('new', 3, 3)]), labelOf)
  expect(fronts.map(({ taskType }) => taskType)).toEqual(['coding'])
  const points = new Map(fronts[0]?.points.map((point) => [point.model, point]))
  expect(points.get('good')).toMatchObject({ onFront: true, calls: 1000, isEnough: true })
  expect(points.get('good')?.chosenFor).toContain('quality')
  expect(points.get('good')?.chosenFor).toContain('speed')
  expect(points.get('cheap')).toMatchObject({ onFront: true })
  expect(points.get('cheap')?.chosenFor).toContain('cost')
  expect(points.get('poor')).toMatchObject({ onFront: false, chosenFor: [] })
  expect(points.get('new')).toMatchObject({ isEnough: false, chosenFor: [] })
  for (const { quality } of points.values()) {
    expect(quality.low).toBeLessThanOrEqual(quality.mean)
    expect(quality.high).toBeGreaterThanOrEqual(quality.mean)
  }
  expect(points.get('good')?.p95Ms).toBeCloseTo(1000, -1.7)
})

test('A41 says what would settle a choice that is open, and nothing where it is settled', () => {
  const [open] = frontsOf(someEvidence([cell('a', 20, 15), cell('b', 20, 16)]), labelOf)
  expect(open?.settled).toMatch(
    /^Not enough evidence yet to tell b from a: about [\d,]+ more judged calls of each/,
  )
  const [settled] = frontsOf(
    someEvidence([
      cell('a', 2000, 1950, { thumbsUp: 500, thumbsDown: 20 }),
      cell('b', 2000, 900, { thumbsUp: 100, thumbsDown: 300 }),
    ]),
    labelOf,
  )
  expect(settled?.settled).toBeNull()
  const [alone] = frontsOf(someEvidence([cell('a', 20, 15)]), labelOf)
  expect(alone?.settled).toMatch(/^Only one model has calls here/)
})
