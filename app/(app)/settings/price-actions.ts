'use server'

import { tz } from '@date-fns/tz'
import { parseISO } from 'date-fns'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { requireUser } from '@/lib/auth/require-user'
import { getMembership } from '@/lib/auth/team'
import { formAction } from '@/lib/forms/form-action'
import { dataOf } from '@/lib/supabase/data-of'
import { createServerSupabase } from '@/lib/supabase/server'
import { requireChange } from '@/lib/teams/require-change'
import { forgetPrices } from '@/lib/tracking/team-prices'
import { priceInput, priceKey } from './price-input'

export const savePrice = formAction(priceInput, async (price) => {
  const team = await getMembership(await requireUser(), price.teamId)
  const validFrom = parseISO(price.validFrom, { in: tz(team?.timeZone ?? 'UTC') })
  const supabase = await createServerSupabase()
  const saved = await supabase
    .from('model_prices')
    .upsert(
      {
        team_id: price.teamId,
        provider: price.provider,
        model: price.model,
        valid_from: new Date(validFrom).toISOString(),
        input_usd_per_mtok: price.input,
        output_usd_per_mtok: price.output,
        cache_read_usd_per_mtok: price.cacheRead,
        cache_write_usd_per_mtok: price.cacheWrite,
        reasoning_usd_per_mtok: price.reasoning,
      },
      { onConflict: 'team_id,provider,model,valid_from' },
    )
    .select('model')
  requireChange(dataOf(saved))
  forgetPrices(price.teamId)
  refresh()
  return { success: 'Saved. Calls that are recorded from now on are priced by it.' }
})

export const removePrice = formAction(priceKey.extend({ validFrom: z.iso.datetime() }), async (price) => {
  await requireUser()
  const supabase = await createServerSupabase()
  const removed = await supabase
    .from('model_prices')
    .delete()
    .eq('team_id', price.teamId)
    .eq('provider', price.provider)
    .eq('model', price.model)
    .eq('valid_from', price.validFrom)
    .select('model')
  requireChange(dataOf(removed))
  forgetPrices(price.teamId)
  refresh()
  return { success: 'Removed.' }
})
