import { addYears, formatISO } from 'date-fns'
import { z } from 'zod'
import { EARLIEST_DAY } from '@/lib/analytics/models-search'

/** `yyyy-MM-dd`. */
export const firstPriceDay = EARLIEST_DAY
export const lastPriceDay = () => formatISO(addYears(new Date(), 1), { representation: 'date' })

const dollars = z
  .string()
  .trim()
  .regex(/^\d{1,6}([.,]\d{1,8})?$/, { error: 'Enter dollars, such as 2.50.' })
  .transform((text) => Number(text.replace(',', '.')))

/** Empty means that these tokens have no price of their own. */
const ownDollars = z.union([z.literal('').transform(() => null), dollars])

const name = (longest: number) =>
  z
    .string()
    .trim()
    .toLowerCase()
    .min(1, { error: 'Enter a name.' })
    .max(longest, { error: `At most ${longest} characters.` })
    .refine((text) => !text.includes('\0'), { error: 'A name cannot contain a NUL character.' })

/** What names a price, as the database holds it. */
export const priceKey = z.object({
  teamId: z.uuid(),
  provider: name(100),
  model: name(200).regex(/^[^*]*\*?$/, { error: 'A * can only stand at the end.' }),
})

/** The form of a price, dollars per million tokens. */
export const priceInput = priceKey.extend({
  /** A day of the team, `yyyy-MM-dd`. */
  validFrom: z.iso
    .date({ error: 'Enter a day.', abort: true })
    .refine((day) => day >= firstPriceDay, { error: `Not before ${firstPriceDay}.` })
    .refine((day) => day <= lastPriceDay(), { error: 'At most a year ahead.' }),
  input: dollars,
  output: dollars,
  cacheRead: ownDollars,
  cacheWrite: ownDollars,
  reasoning: ownDollars,
})
