import {
  formatCount,
  formatDuration,
  formatPercent,
  formatQuantity,
  formatUsd,
  taskTypeLabel,
} from '@/lib/format'
import { costPerSuccess } from '@/lib/pricing/cost-per-success'
import type { RankedArm, Ranking } from '@/lib/recommender/rank'
import { ENOUGH_CALLS } from '@/lib/recommender/task-record'
import type { Complexity, Priority, TaskType } from '@/lib/vocabulary'

export type Explanation = {
  chosen: RankedArm
  chosenBy: 'user' | 'rules' | 'evidence'
  ranking: Ranking
  taskType: TaskType
  complexity: Complexity
  priority: Priority
  /** A wish of the user that could not be followed. */
  missingWish: string | null
}

const BEST: Readonly<Record<Priority, string>> = {
  balanced: 'the best quality score',
  quality: 'the best success and satisfaction',
  speed: 'the fastest that is not clearly worse',
  cost: 'the cheapest per successful call that is not clearly worse',
}

/** Why this arm, in plain sentences with the numbers and the calls they rest on. */
export function explain(explanation: Explanation): string {
  const { chosen, chosenBy, missingWish } = explanation
  const opening = missingWish === null ? '' : `${missingWish}, your choice, cannot be called now. `
  const record = recordSentence(explanation)
  if (chosenBy === 'user') return `${opening}You chose ${chosen.arm.label}. ${record}`
  if (chosenBy === 'rules') return `${opening}${ruleSentence(explanation)} ${record}`
  return `${opening}${record} ${comparisonSentence(explanation)}`
}

function recordSentence({ chosen, taskType, complexity }: Explanation): string {
  const { arm, record, metrics } = chosen
  const task = taskTypeLabel(taskType).toLowerCase()
  if (metrics.successRate === null) return `It has no finished call for ${task} yet.`
  const calls = `${record.complexity === null ? '' : `${complexity} `}${task} call`
  const rated = record.thumbsUp + record.thumbsDown
  const cost = costPerSuccess(record)
  const parts = [
    `${arm.label} answered ${formatPercent(metrics.successRate)} of ${formatQuantity(record.calls, calls)}`,
    metrics.satisfactionRate === null
      ? 'none of them rated'
      : `${formatPercent(metrics.satisfactionRate)} thumbs up of ${formatCount(rated)} rated`,
    ...(metrics.avgResponseTime === null ? [] : [`${formatDuration(metrics.avgResponseTime)} on average`]),
    ...(cost === null ? [] : [`${formatUsd(cost)} per successful call`]),
  ]
  return `${parts.join(', ')}.`
}

function comparisonSentence({ ranking, priority }: Explanation): string {
  const { proven } = ranking
  if (proven === 1) return `It is the only model with at least ${ENOUGH_CALLS} such calls.`
  return `That is ${BEST[priority]} of the ${formatCount(proven)} models with at least ${ENOUGH_CALLS} such calls.`
}

function ruleSentence({ chosen, ranking, taskType, complexity, priority }: Explanation): string {
  const task = taskTypeLabel(taskType).toLowerCase()
  const why =
    ranking.proven === 0
      ? `no model has ${ENOUGH_CALLS} calls for ${task} yet`
      : `every model with at least ${ENOUGH_CALLS} calls for ${task} fails more often than not`
  return `Chosen by rules, as ${why}: ${chosen.arm.label} is a ${chosen.arm.tier} model, which suits a ${complexity} ${task} message when the priority is ${priority}.`
}
