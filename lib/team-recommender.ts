import 'server-only'
import { z } from 'zod'
import { log } from '@/lib/log'
import { ModelRecommender } from '@/lib/model-recommender'
import { oncePerProcess } from '@/lib/once-per-process'
import { candidateArms } from '@/lib/providers/candidate-arms'
import type { Evidence } from '@/lib/recommender/evidence'
import { EvidenceCache } from '@/lib/recommender/evidence-cache'
import { adminSupabase } from '@/lib/supabase/admin'
import { dataOf } from '@/lib/supabase/data-of'
import { COMPLEXITIES, TASK_TYPES } from '@/lib/vocabulary'

const share = z.number().min(0).max(1)
const arm = { provider: z.string(), model: z.string() }

export const evidenceAnswer: z.ZodType<Evidence> = z.object({
  cells: z.array(
    z.object({
      ...arm,
      taskType: z.enum(TASK_TYPES),
      complexity: z.enum(COMPLEXITIES),
      calls: z.int(),
      successes: z.int(),
      thumbsUp: z.int(),
      thumbsDown: z.int(),
      regenerated: z.int(),
      switched: z.int(),
      copied: z.int(),
      abandoned: z.int(),
      thanked: z.int(),
      avgResponseTimeMs: z.number().nullable(),
      timedCalls: z.int(),
      responseTimes: z.array(z.tuple([z.int(), z.int()])),
      inputTokens: z.int(),
      outputTokens: z.int(),
      costUsd: z.number(),
      pricedSuccesses: z.int(),
      weighted: z.object({ calls: z.number(), successes: z.number(), ups: z.number(), downs: z.number() }),
    }),
  ),
  recent: z.array(
    z.object({
      ...arm,
      calls: z.array(
        z.tuple([z.enum(TASK_TYPES), z.enum(COMPLEXITIES), z.union([z.literal(0), z.literal(1)]), z.int()]),
      ),
    }),
  ),
  changes: z.array(
    z.object({
      ...arm,
      taskType: z.enum(TASK_TYPES).nullable(),
      direction: z.enum(['drop', 'recovery']),
      changedAt: z.int(),
      foundAt: z.int(),
      successBefore: share,
      successAfter: share,
      callsAfter: z.int(),
    }),
  ),
  settings: z.object({ exploreMin: share, exploreMax: share, qualityFloor: share }),
})

const SECOND = 1000

/** An empty memory of what the database knows of each team; the process has one, a benchmark takes another. */
export const teamEvidence = () =>
  new EvidenceCache({
    read: async (teamId) =>
      evidenceAnswer.parse(
        dataOf(await adminSupabase().rpc('get_recommender_evidence', { p_team_id: teamId })),
      ).cells,
    now: Date.now,
    freshMs: 30 * SECOND,
    patienceMs: 300,
    pauseMs: 5 * SECOND,
    capacity: 1000,
    onReadFailed: (error, teamId) => log.warn({ err: error, teamId }, 'evidence could not be read'),
  })
const evidence = oncePerProcess('evidence', teamEvidence)

/** The recommender of a team the caller is known to belong to. */
export function teamRecommender(teamId: string): ModelRecommender {
  return new ModelRecommender({ teamId, candidates: candidateArms(), evidence })
}

/** Reads a team's evidence ahead of its first question. */
export function warmRecommender(teamId: string): void {
  void evidence.get(teamId)
}
