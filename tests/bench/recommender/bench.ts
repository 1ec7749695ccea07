import { basename } from 'node:path'
import { UsageError } from '../usage-error'
import { drawRun, feedbackRule } from './feedback'
import { type Figures, figures } from './figures'
import { listPrice } from './list-prices'
import { type OffPolicyFigures, offPolicyFigures } from './off-policy-check'
import type { Options } from './options'
import type { Outcomes } from './outcomes'
import { policiesNamed } from './policies'
import type { PolicyMaker, Setting } from './policy'
import { type Pool, poolOf, pricedModels } from './pool'
import { randomStream } from './random'
import { type Run, replay } from './replay'
import { bestArm, pairsOf, type World, worldOf } from './scenario'
import type { VersionPair } from './version-pairs'

/** One line of the benchmark's output. */
export type Line = ReplayLine | (About & OffPolicyFigures)
export type ReplayLine = About & Figures & { decisions_per_s?: number }

type About = {
  data: string
  pool: Options['pool']['kind']
  models: number
  scenario: string
  feedback: string
  priority: string
  policy: string
}

/** Purposes of randomness. */
const DRAWS = 1
const POLICY = 2

/** Runs every policy on the same seeds; a policy's lines come when it is done. @throws UsageError */
export function* benchmark(
  options: Options,
  outcomes: Outcomes,
  onProgress: (text: string) => void,
): Generator<Line> {
  const makers = policiesNamed(options.policies)
  const pool = poolOf(outcomes, modelsOf(options, outcomes))
  const pairs = pairsIn(options, pool)
  const world = worldOf(pool, options.scenario, options.steps, pairs)
  const setting = settingOf(options, world, pairs)
  onProgress(
    `${world.arms.length} arms, ${pool.tasks} tasks, ${pool.prompts} prompts; default ${world.arms[setting.defaultArm]}, ` +
      `best single ${world.arms[bestArm(pool, world.phases)]}`,
  )
  const about: Omit<About, 'policy'> = {
    data: basename(options.data),
    pool: options.pool.kind,
    models: world.arms.length,
    scenario: options.scenario,
    feedback: options.feedback,
    priority: options.priority,
  }
  for (const maker of makers) {
    const runs: Run[] = []
    for (let seed = 1; seed <= options.seeds; seed++) {
      runs.push(runSeed(maker, setting, world, options, seed))
      onProgress(`${maker.name}: seed ${seed} of ${options.seeds}`)
    }
    const policy = maker.name
    for (const window of world.windows) {
      const line = { ...about, policy, ...figures(world, runs, window) }
      yield line.ece_confidence === undefined ? line : { ...line, decisions_per_s: pace(runs, world) }
    }
    // With thumbs alone the log does not hold what the estimates are checked against.
    if (setting.signal === 'thumbs') continue
    for (const line of offPolicyFigures(world, runs, setting.defaultArm)) yield { ...about, policy, ...line }
  }
}

function runSeed(
  maker: PolicyMaker,
  setting: Omit<Setting, 'random'>,
  world: World,
  { feedback, steps }: Options,
  seed: number,
): Run {
  const policy = maker.make({ ...setting, random: randomStream(seed, POLICY) }, world)
  const draws = drawRun(steps, world.pool.prompts, randomStream(seed, DRAWS))
  return replay(world, draws, feedbackRule(feedback, world.pool), policy)
}

function pace(runs: readonly Run[], { steps }: World): number {
  const busyMs = runs.reduce((sum, run) => sum + run.busyMs, 0)
  return Math.round((1000 * steps * runs.length) / busyMs)
}

function modelsOf({ pool }: Options, outcomes: Outcomes): string[] {
  if (pool.kind === 'named') return pool.models
  const models = pool.kind === 'priced' ? pricedModels(outcomes) : outcomes.models
  if (models.length < 2)
    throw new UsageError(`--${pool.kind} leaves ${models.length} models of --data, and a choice needs two.`)
  return models
}

function pairsIn({ pool, scenario }: Options, { models }: Pool): VersionPair[] {
  if (scenario !== 'versions') return []
  return (pool.kind === 'named' && pool.pairs) || pairsOf(models)
}

/** @throws UsageError when the default is no model of the pool */
function settingOf(
  { defaultModel, priority, feedback }: Options,
  { pool, arms }: World,
  pairs: VersionPair[],
): Omit<Setting, 'random'> {
  const newer = pairs.find(({ after }) => after === defaultModel)
  const defaultArm = defaultModel === null ? 0 : arms.indexOf(newer?.before ?? defaultModel)
  if (defaultArm === -1) throw new UsageError(`--default ${defaultModel} is not a model of the pool.`)
  return {
    arms: arms.map((name) => ({ name, price: listPrice(pool, pool.models.indexOf(name)) })),
    tasks: pool.tasks,
    defaultArm,
    priority,
    signal: feedbackRule(feedback, pool).seesSuccess ? 'success' : 'thumbs',
  }
}
