import { randomBeta } from 'd3-random'
import { wilsonInterval } from '@/lib/analytics/statistics'
import { qualityScore } from '@/lib/recommender/quality-score'
import { type CallTally, tallyOf } from './call-tally'
import type { Policy, PolicyMaker, Setting, Step } from './policy'
import { at } from './pool'
import type { Random } from './random'
import { bestArm } from './scenario'

const WARM_UP = 5

/** The policies to be better than; the first three know what no policy can. */
export const BASELINES: readonly PolicyMaker[] = [
  {
    name: 'random',
    make: ({ random }) => ({
      choose: (step) => {
        const callable = step.available.reduce((count, each) => count + each, 0)
        return { arm: bestOf(step, random, () => 0), probability: 1 / callable, predictedSuccess: null }
      },
      learn: () => {},
    }),
  },
  {
    name: 'best_single',
    make: (_, { pool, phases }) => {
      const arm = bestArm(pool, phases)
      return unlearning(() => arm)
    },
  },
  {
    name: 'task_oracle',
    make: ({ random }, { arms, phases }) =>
      unlearning((step) => {
        const phase = phases.find(({ to }) => step.index < to)
        return bestOf(step, random, (arm) => (phase ? at(phase.means, step.task * arms.length + arm) : 0))
      }),
  },
  { name: 'naive_default', make: (setting) => scored(setting, quality, 'default') },
  { name: 'naive_warm5', make: (setting) => scored(setting, quality, 'try') },
  { name: 'wilson_warm5', make: (setting) => scored(setting, lowerBoundOf(setting), 'try') },
  {
    name: 'thompson_per_task',
    make: (setting) => {
      const beta = randomBeta.source(setting.random)
      return tallied(setting, (tally) => {
        const { hits, total } = evidenceOf(setting, tally)
        return beta(1 + hits, 1 + total - hits)()
      })
    },
  },
]

function unlearning(choose: (step: Step) => number): Policy {
  return { choose: (step) => ({ arm: choose(step), ...UNKNOWN }), learn: () => {} }
}

const UNKNOWN = { probability: null, predictedSuccess: null }

/** The highest score; an arm chosen less than five times for the task comes first, or, but for the default, never. */
function scored(setting: Setting, score: (tally: CallTally) => number, untried: 'try' | 'default'): Policy {
  return tallied(setting, (tally, arm) => {
    if (tally.chosen >= WARM_UP) return tally.calls > 0 ? score(tally) : -1
    if (untried === 'try') return Number.MAX_VALUE
    return arm === setting.defaultArm ? -1 : Number.NEGATIVE_INFINITY
  })
}

function tallied(setting: Setting, merit: (tally: CallTally, arm: number) => number): Policy {
  const tallies: CallTally[] = []
  return {
    choose: (step) => {
      const arm = bestOf(step, setting.random, (each) =>
        merit(tallyOf(tallies, setting, step.task, each), each),
      )
      tallyOf(tallies, setting, step.task, arm).chosen += 1
      return { arm, ...UNKNOWN }
    },
    learn: ({ task, arm, success, thumb, latencyMs }) => {
      const tally = tallyOf(tallies, setting, task, arm)
      tally.calls += 1
      if (thumb > 0) tally.thumbsUp += 1
      if (thumb < 0) tally.thumbsDown += 1
      if (!success) return
      tally.successes += 1
      tally.latencyMs += latencyMs
    },
  }
}

/** The score A31. */
function quality({ calls, successes, thumbsUp, thumbsDown, latencyMs }: CallTally): number {
  const rated = thumbsUp + thumbsDown
  const meanMs = latencyMs / successes
  return qualityScore({
    successRate: (100 * successes) / calls,
    satisfactionRate: rated === 0 ? null : (100 * thumbsUp) / rated,
    avgResponseTimeMs: Number.isNaN(meanMs) ? null : meanMs,
  })
}

function lowerBoundOf(setting: Setting): (tally: CallTally) => number {
  return (tally) => wilsonInterval(evidenceOf(setting, tally))?.low ?? 0
}

function evidenceOf({ signal }: Setting, tally: CallTally) {
  return signal === 'success'
    ? { hits: tally.successes, total: tally.calls }
    : { hits: tally.thumbsUp, total: tally.thumbsUp + tally.thumbsDown }
}

/** The arm of the highest merit among those that can be called; one at random of equals, so that order means nothing. */
function bestOf({ available }: Step, random: Random, merit: (arm: number) => number): number {
  let best = -1
  let most = Number.NEGATIVE_INFINITY
  let equals = 0
  for (let arm = 0; arm < available.length; arm++) {
    if (available[arm] !== 1) continue
    const here = merit(arm)
    if (best !== -1 && here < most) continue
    equals = here === most ? equals + 1 : 1
    if (equals === 1 || random() * equals < 1) best = arm
    most = here
  }
  return best
}
