import { z } from 'zod'
import type { OwnerSql } from '@/supabase/local/database'
import { askAsLead, type Lead } from '../analytics/leads'
import { elapsed, timed } from '../analytics/timed'
import { percentile } from '../figure'
import type { Print } from './bench'
import type { Options } from './options'

/** As many as the page shows, or fewer, so that there are 1,000 pages. */
const PAGE = 100
const PAGES = 1000

const busiest = z.object({ model: z.string(), failures: z.coerce.number() })
const place = z.object({ at: z.string(), id: z.string() })
/** As lists of their columns. */
const page = z
  .object({ calls: z.object({ id: z.array(z.string()) }).nullable() })
  .transform(({ calls }) => calls?.id ?? [])

const LOG = 'select public.get_call_log($1, $2, $3, $4::timestamptz, $5::uuid) as page'

type Measured = { options: Options; lead: Lead; owner: OwnerSql; print: Print; progress(text: string): void }

/** Pages of a model's failures, and the search of error texts, as the page's function answers a lead. */
export async function measureLog(measured: Measured): Promise<void> {
  await measurePages(measured)
  await measureSearch(measured)
}

async function measurePages({ options, lead, owner, print, progress }: Measured): Promise<void> {
  const { model, failures } = busiest.parse(
    (
      await owner.query(
        `select model, count(*) as failures from public.model_performance_metrics
         where team_id = $1 and success = false group by model order by failures desc limit 1`,
        [lead.teamId],
      )
    )[0],
  )
  const limit = Math.max(1, Math.min(PAGE, Math.floor(failures / PAGES)))
  const deep = Math.min(PAGES - 1, Math.floor(failures / limit) - 1)
  const before = place.parse(
    (
      await owner.query(
        `select "timestamp"::text as at, id from public.model_performance_metrics
         where team_id = $1 and success = false and model = $2
         order by "timestamp" desc, id desc offset $3 limit 1`,
        [lead.teamId, model, deep * limit - 1],
      )
    )[0],
  )
  progress(`${failures} failures of ${model}; pages of ${limit}, the last asked for is number ${deep + 1}`)
  const filter = JSON.stringify({ model, outcome: 'failed' })
  const ask = (at: string | null, id: string | null) => async () => {
    const [row] = await owner.query(LOG, [lead.teamId, filter, limit, at, id])
    const ids = page.parse(row?.page)
    if (ids.length !== limit) throw new Error(`a page of ${limit} held ${ids.length} calls`)
  }
  await askAsLead(owner, lead, async () => {
    const first: number[] = []
    const last: number[] = []
    for (let round = -3; round < options.rounds; round++) {
      // In turn, so that both see the same machine.
      const times = [await elapsed(ask(null, null)), await elapsed(ask(before.at, before.id))] as const
      if (round < 0) continue
      first.push(times[0])
      last.push(times[1])
    }
    print('log_page_1_ms', percentile(first, 0.5), 'ms')
    print('log_page_1000_ms', percentile(last, 0.5), 'ms')
  })
}

/** The slowest of three: a text of many errors, of a few old ones, and of none. */
async function measureSearch({ options, lead, owner, print, progress }: Measured): Promise<void> {
  await owner.query(
    `update public.model_performance_metrics as call set error_message = 'The quota of tier seven is exhausted.'
     from (
       select team_id, "timestamp", id from public.model_performance_metrics
       where team_id = $1 and success = false order by "timestamp" limit 20
     ) as old
     where call.team_id = old.team_id and call."timestamp" = old."timestamp" and call.id = old.id`,
    [lead.teamId],
  )
  await owner.exec('vacuum analyze public.model_performance_metrics')
  await askAsLead(owner, lead, async () => {
    const medians: number[] = []
    for (const [search, least] of [
      ['could not answer', 1],
      ['quota of tier seven', 1],
      ['nobody ever wrote this', 0],
    ] as const) {
      const filter = JSON.stringify({ search })
      const ask = async () => {
        const [row] = await owner.query(LOG, [lead.teamId, filter, PAGE, null, null])
        if (page.parse(row?.page).length < least) progress(`“${search}” found nothing`)
      }
      const median = percentile(await timed(options.rounds, ask), 0.5)
      progress(`search “${search}” ${median.toFixed(1)} ms`)
      medians.push(median)
    }
    print('log_search_ms', Math.max(...medians), 'ms')
  })
}
