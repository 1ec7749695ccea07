import 'server-only'
import { z } from 'zod'
import { latenciesOf } from '@/lib/analytics/latency-sketch'
import { log } from '@/lib/log'
import { ModelRecommender } from '@/lib/model-recommender'
import { oncePerProcess } from '@/lib/once-per-process'
import { armsPricedBy } from '@/lib/providers/candidate-arms'
import { Beliefs } from '@/lib/recommender/beliefs'
import type { FoundChange } from '@/lib/recommender/change'
import type { Evidence, RecentCall, RecentCalls } from '@/lib/recommender/evidence'
import { EvidenceCache } from '@/lib/recommender/evidence-cache'
import { adminSupabase } from '@/lib/supabase/admin'
import { dataOf } from '@/lib/supabase/data-of'
import { teamPriceOf } from '@/lib/tracking/team-prices'
import { type Arm, COMPLEXITIES, type Complexity, TASK_TYPES, type TaskType } from '@/lib/vocabulary'

const share = z.number().min(0).max(1)
const arm = { provider: z.string(), model: z.string() }

type PackedCalls = {
  settings: [TaskType, Complexity][]
  arms: (Arm & { settings: number[]; ends: number[] })[]
}

/** The digits of a sketch without the zeros that it ends with, and how many there were; null without a call. */
const digits = z
  .tuple([z.string().nullable(), z.int().nullable()])
  .transform(([digits, length]) => latenciesOf(digits?.padEnd(length ?? 0, '0') ?? ''))

/** A call's setting is a place in the list, its end twice the milliseconds and one more for a success. */
function unpacked({ settings, arms }: PackedCalls): RecentCalls[] {
  return arms.map(({ provider, model, settings: places, ends }) => ({
    provider,
    model,
    calls: ends.map((end, index): RecentCall => {
      const setting = settings[places[index] ?? -1]
      if (!setting) throw new RangeError(`A call of ${model} has no setting.`)
      return [...setting, end % 2 === 0 ? 0 : 1, Math.floor(end / 2)]
    }),
  }))
}

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
      responseTimes: digits,
      inputTokens: z.int(),
      outputTokens: z.int(),
      costUsd: z.number(),
      pricedSuccesses: z.int(),
      weighted: z.object({ calls: z.number(), successes: z.number(), ups: z.number(), downs: z.number() }),
    }),
  ),
  recent: z
    .object({
      settings: z.array(z.tuple([z.enum(TASK_TYPES), z.enum(COMPLEXITIES)])),
      arms: z.array(z.object({ ...arm, settings: z.array(z.int()), ends: z.array(z.int()) })),
    })
    .transform(unpacked),
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
/** What an answer waits for data at most. */
const PATIENCE_MS = 300

/** What the database knows of a team, with the changes that its newest calls show, which are noted for all to see. */
async function readEvidence(teamId: string): Promise<Evidence> {
  const evidence = await askEvidence(teamId)
  const found = Beliefs.of(evidence).findChanges()
  if (found.length === 0) return evidence
  return (await noteChanges(teamId, found)) ? askEvidence(teamId) : evidence
}

async function askEvidence(teamId: string): Promise<Evidence> {
  return evidenceAnswer.parse(
    dataOf(await adminSupabase().rpc('get_recommender_evidence', { p_team_id: teamId })),
  )
}

/** Whether they are known now, also where another instance was first; else the next reading finds them again. */
async function noteChanges(teamId: string, found: readonly FoundChange[]): Promise<boolean> {
  try {
    const changes = found.map(changeRow)
    const noted = dataOf(
      await adminSupabase().rpc('record_model_changes', { p_team_id: teamId, p_changes: changes }),
    )
    if (noted > 0) log.info({ teamId, changes }, 'models changed')
    return true
  } catch (err) {
    log.warn({ err, teamId }, 'changes of models could not be noted')
    return false
  }
}

function changeRow({ provider, model, taskType, direction, changedAt, ...rest }: FoundChange) {
  return {
    provider,
    model,
    task_type: taskType,
    direction,
    changed_at: new Date(changedAt).toISOString(),
    success_before: rest.successBefore,
    success_after: rest.successAfter,
    calls_after: rest.callsAfter,
  }
}

/** An empty memory of what the database knows of each team; the process has one, a benchmark takes another. */
export const teamEvidence = () =>
  new EvidenceCache({
    read: readEvidence,
    now: Date.now,
    freshMs: 30 * SECOND,
    staleMs: 600 * SECOND,
    patienceMs: PATIENCE_MS,
    pauseMs: 5 * SECOND,
    capacity: 1000,
    onReadFailed: (error, teamId) => log.warn({ err: error, teamId }, 'evidence could not be read'),
  })
const evidence = oncePerProcess('evidence', teamEvidence)

/** The recommender of a team the caller is known to belong to. */
export function teamRecommender(teamId: string, cache = evidence): ModelRecommender {
  return new ModelRecommender({
    teamId,
    candidates: async () => armsPricedBy(await teamPriceOf(teamId, PATIENCE_MS)),
    evidence: cache,
    now: Date.now,
    random: Math.random,
  })
}

/** What the recommender of the team goes by, for a page that shows it. */
export function evidenceOf(teamId: string): Promise<Evidence> {
  return evidence.getFresh(teamId)
}

/** After a change of the team's settings, which come with the evidence. */
export function forgetEvidence(teamId: string): void {
  evidence.forget(teamId)
}

/** Reads a team's evidence and prices ahead of its first question. */
export function warmRecommender(teamId: string): void {
  void evidence.get(teamId)
  void teamPriceOf(teamId)
}
