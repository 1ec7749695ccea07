import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { OwnerSql } from '@/supabase/local/database'
import { percentile } from '../figure'
import { askAsLead, type Lead } from './leads'
import { elapsed, timed } from './timed'

/** Longer than this, the scan of the calls is not repeated. */
const LONG_MS = 20_000

const quantiles = { p50: z.number(), p95: z.number(), p99: z.number() }
const answer = z.object({
  summary: z.object({ calls: z.number(), ...quantiles }),
  byProvider: z.array(z.object({ provider: z.string(), ...quantiles })),
  byModel: z.array(z.object({ provider: z.string(), model: z.string(), ...quantiles })),
  byTaskType: z.array(z.object({ taskType: z.string(), ...quantiles })),
  period: z.object({ from: z.string(), to: z.string() }),
})
export type ModelsAnswer = z.infer<typeof answer>

export const MODELS_FUNCTION = 'select public.get_models_analytics(p_team_id => $1, p_days => 90) as answer'

export async function askModels(owner: OwnerSql, lead: Lead): Promise<ModelsAnswer> {
  const [row] = await askAsLead(owner, lead, () => owner.query(MODELS_FUNCTION, [lead.teamId]))
  return answer.parse(row?.answer)
}

/** Times of the page's function, in milliseconds. */
export function timeModels(owner: OwnerSql, lead: Lead, rounds: number): Promise<number[]> {
  return askAsLead(owner, lead, () => timed(rounds, () => owner.query(MODELS_FUNCTION, [lead.teamId])))
}

/** The median time of the same answer counted from the calls alone, in milliseconds. @throws when it counts other calls */
export async function timeFromCalls(owner: OwnerSql, lead: Lead): Promise<number> {
  await owner.exec(await readFile(join(import.meta.dirname, 'models-from-calls.sql'), 'utf8'))
  const expected = (await askModels(owner, lead)).summary.calls
  const samples: number[] = []
  await askAsLead(owner, lead, async () => {
    do {
      samples.push(
        await elapsed(async () => {
          const [row] = await owner.query('select bench.models_from_calls($1) as answer', [lead.teamId])
          const { calls } = z.object({ summary: z.object({ calls: z.number() }) }).parse(row?.answer).summary
          if (calls !== expected)
            throw new Error(`${calls} calls were counted one by one, ${expected} by the function`)
        }),
      )
    } while (samples.length < 3 && Math.max(...samples) < LONG_MS)
  })
  return percentile(samples, 0.5)
}
