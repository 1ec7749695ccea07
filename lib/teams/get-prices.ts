import type { PriceOverride } from '@/lib/pricing/price-overrides'
import { priceRows } from '@/lib/pricing/price-rows'
import { dataOf } from '@/lib/supabase/data-of'
import { createServerSupabase } from '@/lib/supabase/server'

/** The team's own prices and those for all teams, by model and the newest first; only leads see any. */
export async function getPrices(teamId: string): Promise<PriceOverride[]> {
  const supabase = await createServerSupabase()
  return priceRows.parse(dataOf(await supabase.rpc('get_prices', { p_team_id: teamId })))
}
