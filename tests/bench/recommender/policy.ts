import type { Priority } from '@/lib/vocabulary'
import type { ListPrice } from './list-prices'
import type { Random } from './random'
import type { World } from './scenario'

/** A message to be answered. */
export type Step = {
  index: number
  task: number
  /** The simulated clock. */
  at: Date
  /** 1 for each arm that can be called. */
  available: Uint8Array
}

export type Choice = {
  arm: number
  /** Chance with which the policy chose this arm, 0–1; null where it does not know. */
  probability: number | null
  /** Chance of success that it expects, 0–1; null where it has no opinion. */
  predictedSuccess: number | null
}

/** What becomes known of a call. */
export type Feedback = {
  task: number
  arm: number
  /** When it was called; it may be told later. */
  at: Date
  choice: Choice
  success: boolean
  /** −1 thumbs down, 0 not rated, 1 thumbs up. */
  thumb: -1 | 0 | 1
  /** NaN where the data have none. */
  latencyMs: number
  costUsd: number
  inputTokens: number
  outputTokens: number
}

/** The pick without exploring, and the chance (0–1) that it is within two points of the best. */
export type Verdict = { arm: number; confidence: number }

export type Policy = {
  choose(step: Step): Choice
  learn(feedback: Feedback): void
  /** Asked at checkpoints, for the calibration of its confidence. */
  judge?(step: Step): Verdict
}

export type Setting = {
  arms: readonly { name: string; price: ListPrice | null }[]
  tasks: number
  /** The rules' arm. */
  defaultArm: number
  priority: Priority
  /** What tells good answers from bad ones: with thumbs alone, every call seems to succeed. */
  signal: 'success' | 'thumbs'
  /** The policy's own luck, from the seed. */
  random: Random
}

/** Only those that look back at the truth may read the world. */
export type PolicyMaker = { name: string; make: (setting: Setting, world: World) => Policy }
