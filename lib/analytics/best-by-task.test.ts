import { expect, test } from 'vitest'
import { bestByTask } from '@/lib/analytics/best-by-task'
import { aCell, someEvidence } from '@/lib/recommender/evidence.fixture'
import { frontsOf } from '@/lib/recommender/fronts'

const best = (...cells: ReturnType<typeof aCell>[]) => {
  const evidence = someEvidence(cells)
  return bestByTask(
    frontsOf(evidence, ({ model }) => model),
    evidence,
  )
}

test('A25 the model that is expected to do best on a task comes with its record, and the one after it', () => {
  const [coding, creative] = best(
    aCell({ model: 'good', calls: 40, successes: 38, thumbsUp: 9, thumbsDown: 1, complexity: 'simple' }),
    aCell({ model: 'good', calls: 60, successes: 60, complexity: 'complex' }),
    aCell({ model: 'poor', calls: 100, successes: 50 }),
    aCell({ model: 'lucky', calls: 4, successes: 4 }),
    aCell({ model: 'poor', taskType: 'creative', calls: 30, successes: 20 }),
  )
  expect(coding).toMatchObject({
    taskType: 'coding',
    model: 'good',
    metrics: { successRate: 98, satisfactionRate: 90, sampleSize: 100, ratedCalls: 10 },
    runnerUp: { model: 'poor', calls: 100 },
  })
  expect(coding?.reason).toContain('98.0% of 100 calls succeeded, 90.0% thumbs up of 10 rated')
  expect(coding?.confidence).toBeGreaterThan(95)
  expect(creative).toMatchObject({ taskType: 'creative', model: 'poor', runnerUp: null })
  expect(creative?.confidence).toBeCloseTo(100, 2)
  expect(creative?.reason).toContain('none rated')
})

test('A33 without five calls of one model a task has no best one', () => {
  expect(best(aCell({ calls: 4, successes: 4 }))).toEqual([])
})
