import { wilsonInterval } from '@/lib/analytics/statistics'
import { costPerSuccess } from '@/lib/pricing/cost-per-success'
import type { CandidateArm } from '@/lib/recommender/candidate-arm'
import type { EvidenceCell } from '@/lib/recommender/evidence'
import { compareArms, rankByRules } from '@/lib/recommender/model-selector'
import { type RecommendationMetrics, recordMetrics } from '@/lib/recommender/record-metrics'
import { ENOUGH_CALLS, type TaskRecord, taskRecord } from '@/lib/recommender/task-record'
import type { Complexity, Priority, TaskType } from '@/lib/vocabulary'

export type RankInput = {
  candidates: readonly CandidateArm[]
  evidence: readonly EvidenceCell[]
  taskType: TaskType
  complexity: Complexity
  priority: Priority
}

export type RankedArm = { arm: CandidateArm; record: TaskRecord; metrics: RecommendationMetrics }

export type Ranking = {
  /** Best first. */
  arms: RankedArm[]
  /** Who put the first one first. */
  decidedBy: 'rules' | 'evidence'
  /** Arms with enough calls to be judged by them. */
  proven: number
}

/** Speed and cost may give away this much success, and this much satisfaction, for certain; not more. */
const TOLERATED_SUCCESS_LOSS = 0.05
const TOLERATED_SATISFACTION_LOSS = 0.1

/**
 * The candidates, best first for the priority (A30): those with enough calls by their record, then the untried in the
 * order of the rules (A33), then those that fail more often than not for certain. The order of candidates and evidence
 * does not matter.
 */
export function rank({ candidates, evidence, taskType, complexity, priority }: RankInput): Ranking {
  const arms = rankByRules(candidates, taskType, complexity, priority).map((arm) => {
    const record = taskRecord(evidence, arm, taskType, complexity)
    return { arm, record, metrics: recordMetrics(record) }
  })
  const proven = arms.filter(({ record }) => record.calls >= ENOUGH_CALLS)
  const untried = arms.filter(({ record }) => record.calls < ENOUGH_CALLS)
  const ordered = byPriority(proven, priority)
  const sound = ordered.filter((ranked) => !isFailing(ranked))
  return {
    arms: [...sound, ...untried, ...ordered.filter(isFailing)],
    decidedBy: sound.length > 0 || (untried.length === 0 && proven.length > 0) ? 'evidence' : 'rules',
    proven: proven.length,
  }
}

function byPriority(proven: readonly RankedArm[], priority: Priority): RankedArm[] {
  const merit = merits(proven)[priority]
  const isWorse = priority === 'speed' || priority === 'cost' ? isClearlyWorse(proven) : () => false
  const keys = (ranked: RankedArm) => [
    isWorse(ranked) ? 1 : 0,
    -merit(ranked),
    -(ranked.metrics.qualityScore ?? 0),
    -ranked.record.calls,
  ]
  return proven
    .map((ranked) => ({ ranked, keys: keys(ranked) }))
    .sort((a, b) => compareKeys(a.keys, b.keys) || compareArms(a.ranked.arm, b.ranked.arm))
    .map(({ ranked }) => ranked)
}

/** What each priority wants most of; −∞ where it is not known. */
function merits(proven: readonly RankedArm[]): Readonly<Record<Priority, (ranked: RankedArm) => number>> {
  const quality = shrunkenQuality(proven)
  return {
    balanced: ({ metrics }) => metrics.qualityScore ?? Number.NEGATIVE_INFINITY,
    quality: ({ record }) => quality(record),
    speed: ({ metrics }) => -(metrics.avgResponseTime ?? Number.POSITIVE_INFINITY),
    cost: ({ record }) => -(costPerSuccess(record) ?? Number.POSITIVE_INFINITY),
  }
}

/**
 * Success and satisfaction in equal parts, each drawn towards the mean of all arms as if it had seen five calls like it:
 * one lucky thumb does not outrank forty, and an arm nobody rated is neither praised nor punished.
 */
function shrunkenQuality(proven: readonly RankedArm[]): (record: TaskRecord) => number {
  const sum = (of: (record: TaskRecord) => number) =>
    proven.reduce((total, { record }) => total + of(record), 0)
  const meanSuccess = sum((record) => record.successes) / sum((record) => record.calls)
  const rated = sum((record) => record.thumbsUp + record.thumbsDown)
  const meanSatisfaction = sum((record) => record.thumbsUp) / rated
  const shrunken = (hits: number, total: number, mean: number) =>
    (hits + ENOUGH_CALLS * mean) / (total + ENOUGH_CALLS)
  return ({ successes, calls, thumbsUp, thumbsDown }) => {
    const success = shrunken(successes, calls, meanSuccess)
    if (rated === 0) return success
    return (success + shrunken(thumbsUp, thumbsUp + thumbsDown, meanSatisfaction)) / 2
  }
}

/** Worse than the surest arm by more than is tolerated, even at the best of its 95 % interval. */
function isClearlyWorse(proven: readonly RankedArm[]): (ranked: RankedArm) => boolean {
  const successFloor = Math.max(...proven.map((ranked) => successOf(ranked)?.low ?? 0))
  const satisfactionFloor = Math.max(...proven.map((ranked) => satisfactionOf(ranked)?.low ?? 0))
  return (ranked) =>
    (successOf(ranked)?.high ?? 1) < successFloor - TOLERATED_SUCCESS_LOSS ||
    (satisfactionOf(ranked)?.high ?? 1) < satisfactionFloor - TOLERATED_SATISFACTION_LOSS
}

/** Fails more often than not, for certain: an untried arm is the better bet. */
function isFailing(ranked: RankedArm): boolean {
  return (successOf(ranked)?.high ?? 1) < 0.5
}

function successOf({ record }: RankedArm) {
  return wilsonInterval({ hits: record.successes, total: record.calls })
}

function satisfactionOf({ record }: RankedArm) {
  return wilsonInterval({ hits: record.thumbsUp, total: record.thumbsUp + record.thumbsDown })
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (const [index, key] of a.entries()) {
    const other = b[index] ?? key
    if (key !== other) return key < other ? -1 : 1
  }
  return 0
}
