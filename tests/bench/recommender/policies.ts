import { UsageError } from '../usage-error'
import { augury } from './augury'
import { BASELINES } from './baselines'
import type { PolicyMaker } from './policy'

const POLICIES: readonly PolicyMaker[] = [...BASELINES, augury]

/** All policies, or those that are named. @throws UsageError */
export function policiesNamed(names: readonly string[] | null): readonly PolicyMaker[] {
  if (names === null) return POLICIES
  const known = POLICIES.map(({ name }) => name)
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0)
    throw new UsageError(`--policy knows ${known.join(', ')}, not "${unknown.join(', ')}".`)
  return POLICIES.filter(({ name }) => names.includes(name))
}
