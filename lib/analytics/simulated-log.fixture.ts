import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { LoggedDecision } from '@/lib/analytics/off-policy'

/** Success by stratum and arm. */
export type World = readonly (readonly number[])[]
export type SimulatedLog = { log: LoggedDecision[]; successes: number[]; strata: number[] }

const FLOOR = 0.05
/** Pulls so hard towards the arm that did best so far that the chances differ by a factor of hundred. */
const GREED = 25

/** Twelve kinds of question and as many arms; which arm is good depends on both. */
export function aWorld(seed: number, size = 12): World {
  const chance = chanceOf(seed)
  const arms = Array.from({ length: size }, () => 0.55 + 0.35 * chance())
  const strata = Array.from({ length: size }, () => 0.3 * (chance() - 0.5))
  return strata.map((stratum) =>
    arms.map((arm) => Math.min(0.98, Math.max(0.05, arm + stratum + 0.2 * (chance() - 0.5)))),
  )
}

/** A log of a policy that learns as it goes: soft-max of the rates so far, above a floor that all arms share. */
export function simulateLog(world: World, decisions: number, seed: number): SimulatedLog {
  const chance = chanceOf(seed)
  const seen = world.map((arms) => arms.map(() => ({ calls: 4, successes: 3 })))
  const log: LoggedDecision[] = []
  const [successes, strata]: [number[], number[]] = [[], []]
  for (let index = 0; index < decisions; index++) {
    const stratum = Math.floor(chance() * world.length)
    const cells = seen[stratum] ?? []
    const pulls = cells.map(({ calls, successes }) => Math.exp((GREED * successes) / calls))
    const total = pulls.reduce((sum, pull) => sum + pull, 0)
    const chances = pulls.map((pull) => ((1 - FLOOR) * pull) / total + FLOOR / pulls.length)
    const arm = draw(chances, chance())
    const success = Number(chance() < (world[stratum]?.[arm] ?? 0))
    const cell = cells[arm]
    if (cell) {
      cell.calls += 1
      cell.successes += success
    }
    log.push({
      stratum: `task ${stratum}`,
      arm: `arm ${arm}`,
      probability: chances[arm] ?? 0,
      candidates: chances.length,
      defaultArm: 'arm 0',
    })
    successes.push(success)
    strata.push(stratum)
  }
  return { log, successes, strata }
}

function draw(chances: readonly number[], uniform: number): number {
  let left = uniform
  const at = chances.findIndex((chance) => {
    left -= chance
    return left < 0
  })
  return at < 0 ? chances.length - 1 : at
}

function chanceOf(seed: number): () => number {
  const generator = xoroshiro128plus(seed)
  return () => uniformFloat64(generator)
}
