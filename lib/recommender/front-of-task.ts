import { paretoFront } from '@/lib/recommender/pareto'
import type { Arm, Priority, TaskType } from '@/lib/vocabulary'

/** What the evidence says of an arm on one task type. */
export type MeasuredArm = Arm & {
  /** The name people read, unlike that of any other arm of the task. */
  label: string
  /** Posterior mean and 95 % interval, 0–1. */
  quality: { mean: number; low: number; high: number }
  /** 95th percentile of the response time of successful calls in milliseconds; null without one. */
  p95Ms: number | null
  /** Null while no successful call is priced. */
  costPerSuccessUsd: number | null
  /** Calls of this task that ended in success or failure. */
  calls: number
  /** Whether the evidence suffices to judge the arm; otherwise rules do. */
  isEnough: boolean
  /** Probability that no other with enough evidence is better by more than two points of quality, 0–100; 0 without enough. */
  confidence: number
  /** The priorities that would choose it now. */
  chosenFor: readonly Priority[]
}

export type FrontPoint = MeasuredArm & {
  onFront: boolean
  /** Label of the best arm of the front that is better in everything known of this one; null on the front, and without enough evidence. */
  beatenBy: string | null
}

export type FrontOfTask = {
  taskType: TaskType
  points: readonly FrontPoint[]
  /** What would settle the choice, as a sentence; null when it is settled. */
  settled: string | null
}

/** The arms of a task in the order given, each with its place; what has too little evidence neither beats nor is beaten. */
export function placeOnFront(arms: readonly MeasuredArm[]): FrontPoint[] {
  const placed = paretoFront(arms.filter(({ isEnough }) => isEnough))
  const dominatorsOf = new Map(placed.map(({ point, dominators }) => [point, dominators]))
  return arms.map((arm) => {
    const dominators = dominatorsOf.get(arm)
    return { ...arm, onFront: dominators?.length === 0, beatenBy: dominators?.[0]?.label ?? null }
  })
}
