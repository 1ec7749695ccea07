import type { UIMessage } from 'ai'
import { z } from 'zod'
import {
  type Arm,
  COMPLEXITIES,
  DECIDERS,
  type Outcome,
  PRIORITIES,
  type Rating,
  TASK_TYPES,
} from '@/lib/vocabulary'

/** A29: rates and score 0–100, time in milliseconds, null where nothing was counted; `sampleSize` and `ratedCalls` in calls. */
const metrics = z.object({
  avgResponseTime: z.number().nullable(),
  successRate: z.number().nullable(),
  satisfactionRate: z.number().nullable(),
  qualityScore: z.number().nullable(),
  sampleSize: z.number(),
  ratedCalls: z.number(),
})
const share = z.number().min(0).max(1)
/** With the chance with which it is chosen, and what is expected of its answer. */
const rankedArm = z.object({
  provider: z.string(),
  model: z.string(),
  simulated: z.boolean(),
  metrics,
  probability: share,
  predictedSuccess: share,
  predictedSatisfaction: share,
  predictedP95Ms: z.number().nullable(),
  predictedCostUsd: z.number().nullable(),
})

/** Why an answer's model was chosen, as shown to the user; `candidates` likeliest first, the chosen one among them. */
export const shownDecision = z.object({
  chosenBy: z.enum(DECIDERS),
  reason: z.string(),
  confidence: z.number().nullable(),
  taskType: z.enum(TASK_TYPES),
  taskComplexity: z.enum(COMPLEXITIES),
  priority: z.enum(PRIORITIES),
  candidates: z.array(rankedArm),
})
export type ShownDecision = z.infer<typeof shownDecision>
export type RankedArm = z.infer<typeof rankedArm>

/** What an answer carries beside its text. */
export type ChatMetadata = Arm & {
  simulated: boolean
  /** Null while it is being written, or when the browser lost it. */
  outcome: Outcome | null
  rating: Rating
  decision: ShownDecision | null
}
export type ChatMessage = UIMessage<ChatMetadata>

export function textOf(message: ChatMessage): string {
  return message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
}
