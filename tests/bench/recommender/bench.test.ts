import { expect, test } from 'vitest'
import { benchmark, type Line, type ReplayLine } from './bench'
import { exampleOutcomes } from './example-outcomes'
import { parseOptions } from './options'
import { parseOutcomes } from './outcomes'

const outcomes = exampleOutcomes({ bad: [20, 20], middle: [60, 50], best: [90, 40] })

function allLines(flags: string, of = outcomes): Line[] {
  return [...benchmark(parseOptions(['--data', 'dir/example.csv.gz', ...flags.split(' ')]), of, () => {})]
}

function lines(flags: string, of = outcomes): ReplayLine[] {
  return allLines(flags, of).filter((line) => 'reward' in line)
}

const total = (all: readonly ReplayLine[], policy: string) =>
  all.find((line) => line.policy === policy && line.window === 'cumulative' && line.steps === 2000)

test('A29 the gap closed by constant models is as worked out by hand', () => {
  const all = lines('--steps 2000 --seeds 5 --default middle')
  // Tasks come about evenly: random 0.467, oracle 0.7, best 0.65, middle 0.55.
  expect(total(all, 'task_oracle')).toMatchObject({ gap_closed: 100, regret: 0, sd: 0 })
  expect(total(all, 'best_single')?.gap_closed).toBeCloseTo((100 * (0.65 - 0.4667)) / 0.2333, -0.5)
  expect(total(all, 'naive_default')?.gap_closed).toBeCloseTo((100 * (0.55 - 0.4667)) / 0.2333, -0.5)
  expect(Math.abs(total(all, 'random')?.gap_closed ?? 100)).toBeLessThan(5)
  expect(total(all, 'best_single')?.regret).toBeCloseTo(2000 * 0.05, -1)
  expect(total(all, 'best_single')?.reward).toBeCloseTo(0.65, 1)
  expect(total(all, 'best_single')?.quality_vs_best).toBe(1)
})

test('A29 a line says what was run, by which policy, and over which steps', () => {
  const [first] = lines('--steps 2000 --seeds 2 --scenario newmodel --feedback thumb10 --priority cost')
  expect(first).toMatchObject({
    data: 'example.csv.gz',
    pool: 'all',
    models: 3,
    scenario: 'newmodel',
    feedback: 'thumb10',
    priority: 'cost',
    policy: 'random',
    window: 'cumulative',
    steps: 500,
  })
})

test('A29 the same seeds give the same lines, whichever policies run beside', () => {
  const timeless = (flags: string) =>
    lines(flags).map((line) => ({ ...line, ...('decisions_per_s' in line && { decisions_per_s: 0 }) }))
  const all = timeless('--steps 600 --seeds 2 --default middle')
  expect(timeless('--steps 600 --seeds 2 --default middle')).toEqual(all)
  const alone = timeless('--steps 600 --seeds 2 --default middle --policy thompson_per_task')
  expect(all).toEqual(expect.arrayContaining(alone))
  expect(alone).toHaveLength(3)
  expect(timeless('--steps 600 --seeds 3 --default middle')).not.toEqual(all)
})

test('A29 names and their order change nothing', () => {
  const mean = (of: typeof outcomes) => {
    const all = lines('--steps 16 --seeds 40 --policy random,naive_warm5,thompson_per_task', of)
    return ['random', 'naive_warm5', 'thompson_per_task'].map((policy) =>
      all.find((line) => line.policy === policy),
    )
  }
  const turned = mean(exampleOutcomes({ zebra: [90, 40], aardvark: [60, 50], yak: [20, 20] }))
  for (const [index, line] of mean(outcomes).entries()) {
    const error = Math.hypot(line?.sd ?? 0, turned[index]?.sd ?? 0) / Math.sqrt(40)
    expect(Math.abs((line?.gap_closed ?? 0) - (turned[index]?.gap_closed ?? 100))).toBeLessThan(4 * error)
  }
})

test('A29 the score alone never leaves the default, and learners find the best', () => {
  const all = lines('--steps 2000 --seeds 10 --default bad')
  expect(total(all, 'naive_default')?.reward).toBeCloseTo(0.2, 1)
  for (const policy of ['naive_warm5', 'wilson_warm5', 'thompson_per_task'])
    expect(total(all, policy)?.gap_closed).toBeGreaterThan(60)
})

test('A29 the window of a scenario is measured against what is true in it', () => {
  const all = lines('--steps 4000 --seeds 3 --scenario outage --default best')
  const during = (policy: string) => all.find((line) => line.policy === policy && line.window === 'during')
  // Random 0.25, oracle 0.55, as the best model fails.
  expect(during('naive_default')?.reward).toBe(0)
  expect(during('naive_default')?.gap_closed).toBeCloseTo((-100 * 0.25) / 0.3, -0.5)
  expect(during('task_oracle')?.reward).toBeCloseTo(0.55, 1)
})

test('A29 cost and latency stand against those of the best single model over the same calls', () => {
  const text = `prompt_id,task,model,score,input_tokens,output_tokens,cost_usd,latency_ms
1,t,dear,1,10,10,0.04,900
1,t,cheap,0,10,10,0.01,300
2,t,dear,1,10,10,0.04,900
2,t,cheap,1,10,10,0.01,300`
  const all = lines('--steps 500 --seeds 2 --default cheap', parseOutcomes(text))
  const [line] = all.filter(({ policy }) => policy === 'naive_default')
  expect(line).toMatchObject({ quality_vs_best: 0.5, cost_vs_best: 0.25, latency_vs_best: 0.3333 })
  expect(lines('--steps 500 --seeds 1')[0]).not.toHaveProperty('cost_vs_best')
})

test('A29 a default or policy that does not exist is refused by name', () => {
  expect(() => lines('--default other')).toThrow('--default other is not a model of the pool.')
  expect(() => lines('--policy luck')).toThrow('--policy knows random,')
  expect(() => lines('--priced')).toThrow('--priced leaves 0 models of --data, and a choice needs two.')
  expect(() => lines('--scenario versions')).toThrow('--models old=new')
})

test('B8 the ledger estimates other policies from a log of random choices, or says it is not enough', () => {
  const offPolicy = (flags: string) =>
    allLines(`--policy random --default middle ${flags}`).filter((line) => line.window === 'off_policy')
  const estimates = offPolicy('--steps 4000 --seeds 5')
  expect(estimates.map((line) => 'target' in line && line.target)).toEqual([
    'default',
    'best_single',
    'uniform',
  ])
  for (const line of estimates) expect(line).toMatchObject({ steps: 4000, enough: 1 })
  const truths = estimates.map((line) => ('target' in line ? line : null))
  for (const [index, truth] of [0.55, 0.65, 0.467].entries()) {
    expect(truths[index]?.truth).toBeCloseTo(truth, 1)
    expect(truths[index]?.error_points).toBeLessThan(3)
  }
  expect(offPolicy('--steps 200 --seeds 5')[1]).toMatchObject({
    enough: 0,
    estimate: null,
    error_points: null,
  })
  expect(offPolicy('--steps 200 --seeds 5 --feedback thumb10')).toEqual([])
})
