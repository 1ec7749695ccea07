import { expect, test } from 'vitest'
import { randomStream } from './random'
import { SimulatedEvidence } from './simulated-evidence'

const SETTINGS = { exploreMin: 0.01, exploreMax: 1, qualityFloor: 0 }
const MINUTE = 60_000
const TASKS = 3
/** Success rates of three models, the second of which is the one that changes. */
const RATES = [0.6, 0.85, 0.7]

/** Calls of all models in turn, one a minute; `rate` says how often the second one succeeds at a step on a task. */
function lived(steps: number, seed: number, rate: (step: number, task: number) => number = () => 0.85) {
  const random = randomStream(seed, 1)
  const evidence = new SimulatedEvidence(SETTINGS)
  for (let step = 0; step < steps; step++) {
    const place = Math.floor(random() * RATES.length)
    const task = Math.floor(random() * TASKS)
    const chance = place === 1 ? rate(step, task) : (RATES[place] ?? 0)
    evidence.add({
      provider: 'replayed',
      model: `model ${place}`,
      taskType: `task ${task}`,
      at: (step + 1) * MINUTE,
      success: random() < chance,
      thumb: 0,
      latencyMs: 100,
      costUsd: 0.001,
      inputTokens: 10,
      outputTokens: 10,
    })
  }
  return evidence.read()
}
const stepOf = (at: number) => at / MINUTE - 1
const seeds = [1, 2, 3, 4, 5, 6, 7, 8]

test('B8 nothing is said to change where nothing does: at most once in 12,000 calls', () => {
  const alarms = seeds.flatMap((seed) => lived(1500, seed).changes)
  expect(alarms.length).toBeLessThanOrEqual(1)
})

test('B8 a drop of half is found within 90 of all calls, an outage within 45, on the model that it happens to', () => {
  for (const [after, within] of [
    [0.4, 90],
    [0, 45],
  ] as const) {
    const changes = seeds.map(
      (seed) => lived(1000 + within, seed, (step) => (step < 1000 ? 0.85 : after)).changes,
    )
    const right = changes.filter(
      ([change]) =>
        change?.model === 'model 1' && change.direction === 'drop' && stepOf(change.foundAt) >= 1000,
    )
    expect(right.length).toBeGreaterThanOrEqual(6)
  }
})

test('B8 a drop on one task is told of that task, and leaves what is known of the others', () => {
  const drops = (step: number, task: number) => (step >= 1500 && task === 0 ? 0.05 : 0.85)
  for (const seed of seeds.slice(0, 4)) {
    const { changes, cells } = lived(1900, seed, drops)
    expect(changes).toMatchObject([{ model: 'model 1', taskType: 'task 0', direction: 'drop' }])
    const known = cells.filter(({ model }) => model === 'model 1')
    for (const { taskType, calls, weighted } of known)
      if (taskType === 'task 0') expect(weighted.calls).toBeLessThan(80)
      else expect(weighted.calls).toBeGreaterThan(0.9 * calls)
  }
})

test('B8 after an outage a model is what it was: its recovery is found, and its calls before the outage speak again', () => {
  const outage = (step: number) => (step >= 1000 && step < 1300 ? 0 : 0.85)
  for (const seed of seeds.slice(0, 4)) {
    const { changes, cells } = lived(1400, seed, outage)
    expect(changes.map(({ direction }) => direction)).toEqual(['drop', 'recovery'])
    expect(stepOf(changes[1]?.foundAt ?? 0)).toBeGreaterThanOrEqual(1300)
    const own = cells.filter(({ model }) => model === 'model 1').map(({ weighted }) => weighted)
    const rate =
      own.reduce((sum, { successes }) => sum + successes, 0) / own.reduce((sum, { calls }) => sum + calls, 0)
    expect(rate).toBeGreaterThan(0.65)
  }
})
