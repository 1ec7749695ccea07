import { z } from 'zod'

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

/** What names a price, as the database holds it. */
export const priceKey = z.object({
  teamId: z.uuid(),
  provider: name(100),
  model: name(200).regex(/^[^*]*\*?$/, { error: 'A * can only stand at the end.' }),
})

/** The form of a price, dollars per million tokens. */
export const priceInput = priceKey.extend({
  /** A day of the team, `yyyy-MM-dd`. */
  validFrom: z.iso.date({ error: 'Enter a day.' }),
  input: dollars,
  output: dollars,
  cacheRead: ownDollars,
  cacheWrite: ownDollars,
  reasoning: ownDollars,
})
