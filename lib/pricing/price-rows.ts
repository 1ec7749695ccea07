import { z } from 'zod'
import type { PriceOverride } from '@/lib/pricing/price-overrides'

const usdPerMtok = z.number()

/** Rows of `model_prices` as `get_prices` answers them. */
export const priceRows = z.array(
  z
    .object({
      team_id: z.uuid().nullable(),
      provider: z.string(),
      model: z.string(),
      valid_from: z.coerce.date(),
      input_usd_per_mtok: usdPerMtok,
      output_usd_per_mtok: usdPerMtok,
      cache_read_usd_per_mtok: usdPerMtok.nullable(),
      cache_write_usd_per_mtok: usdPerMtok.nullable(),
      reasoning_usd_per_mtok: usdPerMtok.nullable(),
    })
    .transform(
      (row): PriceOverride => ({
        isOfTeam: row.team_id !== null,
        provider: row.provider,
        model: row.model,
        validFrom: row.valid_from,
        inputUsdPerMtok: row.input_usd_per_mtok,
        outputUsdPerMtok: row.output_usd_per_mtok,
        cacheReadUsdPerMtok: row.cache_read_usd_per_mtok ?? row.input_usd_per_mtok,
        cacheWriteUsdPerMtok: row.cache_write_usd_per_mtok ?? row.input_usd_per_mtok,
        reasoningUsdPerMtok: row.reasoning_usd_per_mtok,
      }),
    ),
)
