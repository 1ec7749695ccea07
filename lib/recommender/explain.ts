import {
  formatCount,
  formatDay,
  formatDuration,
  formatPercent,
  formatQuantity,
  formatUsd,
  taskTypeLabel,
} from '@/lib/format'
import { costPerSuccess } from '@/lib/pricing/cost-per-success'
import type { Beliefs } from '@/lib/recommender/beliefs'
import type { CandidateArm } from '@/lib/recommender/candidate-arm'
import type { KnownChange } from '@/lib/recommender/change'
import { qualityOf } from '@/lib/recommender/policy'
import type { Prospect, Recommendation } from '@/lib/recommender/recommend'
import { ENOUGH_CALLS } from '@/lib/recommender/task-record'
import { type Arm, type Complexity, isSameArm, type Priority, type TaskType } from '@/lib/vocabulary'

/** What was chosen by whom. */
export type Choice = {
  chosen: Prospect
  chosenBy: Recommendation['chosenBy']
  /** A wish of the user that could not be followed. */
  missingWish: string | null
  /** The model that the conversation leaves, and why. */
  switched: { from: Arm; reason: string } | null
}

export type Explanation = Choice & {
  ranking: readonly Prospect[]
  /** What is expected to be the best for the priority. */
  best: CandidateArm
  /** What the rules alone would have chosen. */
  byRules: Arm
  explored: boolean
  beliefs: Beliefs
  taskType: TaskType
  complexity: Complexity
  priority: Priority
}

const BEST: Readonly<Record<Priority, string>> = {
  balanced: 'the best balance of quality, price and speed',
  quality: 'the best quality',
  speed: 'the fastest within 5 points of the best quality',
  cost: 'the cheapest per successful call within 5 points of the best quality',
}
const Z_95 = 1.96

/** Why this arm, in plain sentences with the numbers and the calls they rest on. */
export function explain(explanation: Explanation): string {
  const { chosenBy, missingWish, switched } = explanation
  return [
    missingWish === null ? '' : `${missingWish}, your choice, cannot be called now.`,
    switched === null ? '' : `The conversation leaves ${switched.from.model}: ${switched.reason}.`,
    ...{
      user: () => [`You chose ${explanation.chosen.arm.label}.`, recordSentence(explanation)],
      conversation: () => ['The conversation goes on with its model.', recordSentence(explanation)],
      rules: () => [ruleSentence(explanation), recordSentence(explanation)],
      evidence: () => [
        recordSentence(explanation),
        expectationSentence(explanation),
        choiceSentence(explanation),
      ],
    }[chosenBy](),
    changeSentence(explanation),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

function recordSentence({ chosen, taskType, complexity }: Explanation): string {
  const { arm, record, model } = chosen
  const { metrics } = model
  const task = taskTypeLabel(taskType).toLowerCase()
  if (metrics.successRate === null) return `It has no finished call for ${task} yet.`
  const calls = `${record.complexity === null ? '' : `${complexity} `}${task} call`
  const cost = costPerSuccess(record)
  const parts = [
    `${arm.label} answered ${formatPercent(metrics.successRate)} of ${formatQuantity(record.calls, calls)}`,
    metrics.satisfactionRate === null
      ? 'none of them rated'
      : `${formatPercent(metrics.satisfactionRate)} thumbs up of ${formatCount(metrics.ratedCalls)} rated`,
    ...(metrics.avgResponseTime === null ? [] : [`${formatDuration(metrics.avgResponseTime)} on average`]),
    ...(cost === null ? [] : [`${formatUsd(cost)} per successful call`]),
  ]
  return `${parts.join(', ')}.`
}

/** What all its calls let expect here, with the 95 % interval. */
function expectationSentence({ chosen }: Explanation): string {
  const { mean, variance } = qualityOf(chosen.expected)
  const reach = Z_95 * Math.sqrt(variance)
  const [low, high] = [Math.max(0, mean - reach), Math.min(1, mean + reach)]
  return `Counting its other tasks too, ${formatPercent(100 * mean)} (${formatPercent(100 * low)}–${formatPercent(100 * high)}) of its answers are expected to succeed and please.`
}

function choiceSentence({ chosen, best, explored, priority, ranking }: Explanation): string {
  const { probability, confidence } = chosen.model
  if (explored) {
    return `It was tried to learn more, with a chance of ${formatPercent(100 * probability)}; ${best.label} is expected to be ${BEST[priority]}.`
  }
  if (ranking.length === 1) return 'It is the only model that can be called.'
  if (chosen.arm !== best)
    return `It is the likeliest of ${formatCount(ranking.length)} models to be ${BEST[priority]}, though ${best.label} is expected a little above it.`
  return `That is expected to be ${BEST[priority]} of ${formatCount(ranking.length)} models; with a probability of ${formatPercent(confidence)} none of them is better by more than two points.`
}

function ruleSentence({ chosen, taskType, complexity, priority }: Explanation): string {
  const task = taskTypeLabel(taskType).toLowerCase()
  return `Chosen by rules, as no model has ${ENOUGH_CALLS} calls for ${task} yet, which would let the evidence decide: ${chosen.arm.label} is a ${chosen.arm.tier} model, which suits a ${complexity} ${task} message when the priority is ${priority}.`
}

/** The latest change of the chosen model, or else of one that would have been chosen without it. */
function changeSentence(explanation: Explanation): string {
  const { chosen, ranking, beliefs, taskType } = explanation
  const changes = ranking.flatMap((prospect) => {
    const change = beliefs.changeOf(prospect.arm, taskType)
    return change ? [{ prospect, change }] : []
  })
  const told =
    changes.find(({ prospect }) => prospect === chosen) ??
    changes
      .filter(({ prospect, change }) => isPassedOver(explanation, prospect, change))
      .toSorted((a, b) => b.change.changedAt - a.change.changedAt)[0]
  if (!told) return ''
  const { change } = told
  const [before, after] = [change.successBefore, change.successAfter].map((share) =>
    formatPercent(100 * share),
  )
  const verb = change.direction === 'drop' ? 'dropped' : 'recovered'
  return `${told.prospect.arm.label} ${verb} from ${before} to ${after} success on ${formatDay(new Date(change.changedAt).toISOString().slice(0, 10))}.`
}

/** Whether it dropped, and was before what the conversation used, what the rules choose, or as good as what was chosen. */
function isPassedOver(
  { chosen, chosenBy, switched, byRules }: Explanation,
  { arm, expected }: Prospect,
  change: KnownChange,
): boolean {
  if (change.direction !== 'drop' || (chosenBy !== 'rules' && chosenBy !== 'evidence')) return false
  return (
    isSameArm(arm, switched?.from ?? null) ||
    isSameArm(arm, byRules) ||
    change.successBefore * expected.satisfaction.mean >= qualityOf(chosen.expected).mean
  )
}
