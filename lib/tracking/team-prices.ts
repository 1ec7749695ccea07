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
const PATIENCE_MS = 300
const cache = oncePerProcess('team prices', () =>
  createRenewingCache<PriceOf, null>({
    load: async (teamId) =>
      priceWith(priceRows.parse(dataOf(await adminSupabase(3_000).rpc('get_prices', { p_team_id: teamId })))),
    now: Date.now,
    freshMs: 2 * MINUTE,
    staleMs: 24 * 60 * MINUTE,
    patienceMs: PATIENCE_MS,
    pauseMs: 15_000,
    capacity: 20_000,
    onRenewalFailed: (error) => log.warn({ err: error }, 'prices could not be renewed, the older ones stay'),
  }),
)

/**
 * What the team's calls cost: by its own prices and those for all teams, as of two minutes ago at most, and by the
 * catalogue for the rest. By the catalogue alone while nothing else could be read, for which nobody waits long.
 */
export async function teamPriceOf(teamId: string): Promise<PriceOf> {
  const known = cache.get(teamId, null).catch((error: unknown) => {
    log.warn({ err: error, teamId }, 'prices could not be read, those of the catalogue are used')
    return priceOf
  })
  return Promise.race([known, catalogueAfter(PATIENCE_MS)])
}

/** To be called after every change of a team's prices. */
export function forgetPrices(teamId: string): void {
  cache.forget(teamId)
}

function catalogueAfter(ms: number): Promise<PriceOf> {
  return new Promise((resolve) => setTimeout(resolve, ms, priceOf).unref())
}
