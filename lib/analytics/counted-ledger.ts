import { z } from 'zod'
import type { GradedPredictions } from '@/lib/analytics/calibration'
import type { LedgerCounts, ShownChange, ShownDecisionRow } from '@/lib/analytics/recommendations-answer'
import { COMPLEXITIES, DECIDERS, PRIORITIES, TASK_TYPES } from '@/lib/vocabulary'

const count = z.int().nonnegative()
const share = z.number().min(0).max(1)
const dollars = z.number().nonnegative()
const rating = z.union([z.literal(-1), z.literal(0), z.literal(1)])
const instant = z.iso.datetime({ offset: true })
const arm = { provider: z.string(), model: z.string() }

export const period = z.object({ days: count, from: z.iso.date(), to: z.iso.date() })

export const gradedPredictions: z.ZodType<GradedPredictions> = z.object({
  truePositives: count,
  falsePositives: count,
  falseNegatives: count,
  trueNegatives: count,
  deciles: z.array(z.object({ predicted: share, hits: count, total: count })),
})

const ledgerCounts: z.ZodType<LedgerCounts> = z.object({
  decisions: count,
  byUser: count,
  byConversation: count,
  byRules: count,
  byEvidence: count,
  drawn: count,
  explored: count,
  graded: count,
  rated: count,
  evaluable: count,
  evaluated: count,
})

const shownDecision: z.ZodType<ShownDecisionRow> = z.object({
  ...arm,
  id: z.uuid(),
  at: instant,
  taskType: z.enum(TASK_TYPES),
  complexity: z.enum(COMPLEXITIES),
  priority: z.enum(PRIORITIES),
  chosenBy: z.enum(DECIDERS),
  explored: z.boolean(),
  probability: share.nullable(),
  predictedSuccess: share.nullable(),
  predictedSatisfaction: share.nullable(),
  reason: z.string(),
  success: z.boolean().nullable(),
  rating,
  costUsd: dollars.nullable(),
  responseTimeMs: count.nullable(),
})

const modelChange: z.ZodType<ShownChange> = z.object({
  ...arm,
  taskType: z.enum(TASK_TYPES).nullable(),
  direction: z.enum(['drop', 'recovery']),
  changedAt: instant,
  foundAt: instant,
  successBefore: share,
  successAfter: share,
  callsAfter: count,
})

/** What the SQL function `get_recommendation_ledger` answers. */
export const countedLedger = z.object({
  team: z.object({ id: z.uuid(), name: z.string(), timeZone: z.string(), isDemo: z.boolean() }),
  period,
  taskTypes: z.array(z.enum(TASK_TYPES)),
  counts: ledgerCounts,
  accuracy: z.object({ success: gradedPredictions, satisfaction: gradedPredictions }),
  arms: z.array(z.object(arm)),
  /** Stratum, places of the arm and of the rules' arm in `arms`, probability, candidates, success, rating, dollars. */
  log: z.array(
    z.tuple([
      count,
      count,
      count.nullable(),
      share,
      count,
      z.union([z.literal(0), z.literal(1)]).nullable(),
      rating,
      dollars.nullable(),
    ]),
  ),
  changes: z.array(modelChange),
  latest: z.array(shownDecision),
  generatedAt: instant,
})
