import 'server-only'

import { log } from '@/lib/log'
import { oncePerProcess } from '@/lib/once-per-process'
import { type PriceOf, priceOf } from '@/lib/pricing/price-of'
import { priceWith } from '@/lib/pricing/price-overrides'
import { priceRows } from '@/lib/pricing/price-rows'
import { createRenewingCache } from '@/lib/renewing-cache'
import { adminSupabase } from '@/lib/supabase/admin'
import { dataOf } from '@/lib/supabase/data-of'

const MINUTE = 60_000
const LOAD_LIMIT_MS = 3_000
/** After prices could not be read nobody waits for them. */
const PAUSE_MS = 15_000
let pausedUntil = 0

const cache = oncePerProcess('team prices', () =>
  createRenewingCache<PriceOf, null>({
    load: async (teamId) =>
      priceWith(
        priceRows.parse(dataOf(await adminSupabase(LOAD_LIMIT_MS).rpc('get_prices', { p_team_id: teamId }))),
      ),
    now: Date.now,
    freshMs: 2 * MINUTE,
    staleMs: 24 * 60 * MINUTE,
    patienceMs: 300,
    pauseMs: PAUSE_MS,
    capacity: 20_000,
    onRenewalFailed: (error) => log.warn({ err: error }, 'prices could not be renewed, the older ones stay'),
  }),
)

/**
 * What the team's calls cost: by its own prices and those for all teams, as of two minutes ago at most, and by the
 * catalogue for the rest. By the catalogue alone while nothing else could be read: the first reader of a team waits for
 * `patienceMs`, and what is read after that still counts for calls that end later.
 */
export async function teamPriceOf(teamId: string, patienceMs = LOAD_LIMIT_MS): Promise<PriceOf> {
  let known = priceOf
  const reading = cache.get(teamId, null).then(
    (read) => {
      known = read
    },
    (error: unknown) => {
      pausedUntil = Date.now() + PAUSE_MS
      log.warn({ err: error, teamId }, 'prices could not be read, those of the catalogue are used')
    },
  )
  await Promise.race([reading, after(Date.now() < pausedUntil ? 0 : patienceMs)])
  return (question) => known(question)
}

/** To be called after every change of a team's prices. */
export function forgetPrices(teamId: string): void {
  cache.forget(teamId)
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}
