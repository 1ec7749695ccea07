import type { CandidateArm, Tier } from '@/lib/recommender/candidate-arm'
import { NoCandidatesError } from '@/lib/recommender/no-candidates-error'
import type { TaskContext } from '@/lib/recommender/task-context'
import { complexityOf } from '@/lib/text/complexity'
import { taskTypeOf } from '@/lib/text/task-type'
import { type Arm, type Complexity, isSameArm, type Priority, type TaskType } from '@/lib/vocabulary'

export type RuleChoice = {
  arm: CandidateArm
  /** The size class that the rules asked for; the arm's own may differ where none of it can be called. */
  tier: Tier
  taskType: TaskType
  complexity: Complexity
  /** All arms, best first. */
  ranking: CandidateArm[]
}

const SIZE: Readonly<Record<Tier, number>> = { small: 0, medium: 1, large: 2 }

/** Tasks where a wrong answer costs more than a slow one. */
const DEMANDING: ReadonlySet<TaskType> = new Set(['coding', 'analysis', 'reasoning', 'file_processing'])

/** The rules alone (A34): what to choose before there is evidence. Uses no database. */
export const ModelSelector = {
  /** The user's wish where it can be called, else the rules' first. @throws NoCandidatesError */
  selectModel(
    context: TaskContext,
    arms: readonly CandidateArm[],
    priority: Priority = 'balanced',
  ): RuleChoice {
    const taskType = taskTypeOf(context)
    const complexity = complexityOf(context)
    const ranking = rankByRules(arms, taskType, complexity, priority)
    const wish = context.userPreference
    const arm = (wish && ranking.find((candidate) => isSameArm(candidate, wish))) ?? ranking[0]
    if (!arm) throw new NoCandidatesError()
    return { arm, tier: tierFor(taskType, complexity, priority), taskType, complexity, ranking }
  },
}

/** The size class that suits a task before anything was measured. */
function tierFor(taskType: TaskType, complexity: Complexity, priority: Priority): Tier {
  const isDemanding = DEMANDING.has(taskType)
  if (priority === 'quality') return complexity === 'simple' && !isDemanding ? 'medium' : 'large'
  if (priority !== 'balanced') return complexity === 'complex' && isDemanding ? 'medium' : 'small'
  if (complexity === 'complex') return 'large'
  if (complexity === 'medium') return taskType === 'reasoning' ? 'large' : 'medium'
  return isDemanding ? 'medium' : 'small'
}

/**
 * Nearest size class first (the larger one of two equally near for balanced and quality, the smaller for speed and
 * cost), then the cheaper price; for quality the dearer, as price is all that tells their makers' ranking.
 */
export function rankByRules(
  arms: readonly CandidateArm[],
  taskType: TaskType,
  complexity: Complexity,
  priority: Priority,
): CandidateArm[] {
  const wanted = SIZE[tierFor(taskType, complexity, priority)]
  const prefersLarger = priority === 'balanced' || priority === 'quality'
  const distance = (arm: CandidateArm) => {
    const steps = SIZE[arm.tier] - wanted
    return 2 * Math.abs(steps) + (steps > 0 === prefersLarger ? 0 : 1)
  }
  const price = (arm: CandidateArm) => {
    if (arm.inputUsdPerMtok === null || arm.outputUsdPerMtok === null) return Number.POSITIVE_INFINITY
    const usd = arm.inputUsdPerMtok + arm.outputUsdPerMtok
    return priority === 'quality' ? -usd : usd
  }
  return [...arms].sort(
    (a, b) => distance(a) - distance(b) || compare(price(a), price(b)) || compareArms(a, b),
  )
}

/** Alphabetical by code unit, the same on every machine: the last word between equals. */
export function compareArms(a: Arm, b: Arm): number {
  return compare(a.provider, b.provider) || compare(a.model, b.model)
}

function compare<T extends string | number>(a: T, b: T): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
