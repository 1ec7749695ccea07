import { z } from 'zod'

const percent = z
  .string()
  .trim()
  .regex(/^\d{1,3}([.,]\d{1,4})?$/, {
    error: 'Enter a number from 0 to 100, with four decimals at most.',
    abort: true,
  })
  .transform((text) => Number(text.replace(',', '.')))
  .refine((value) => value <= 100, { error: 'At most 100.', abort: true })
  .transform((value) => value / 100)

/** The form of how models are chosen: percents come in, shares 0–1 go out. */
export const choiceSettings = z
  .object({ teamId: z.uuid(), exploreMin: percent, exploreMax: percent, qualityFloor: percent })
  .refine(({ exploreMin, exploreMax }) => exploreMin <= exploreMax, {
    path: ['exploreMin'],
    message: 'Must not be more than “at most”.',
  })

/** A share 0–1 as the percent that people type, without the dust of binary fractions. */
export function percentText(share: number): string {
  return String(Number((share * 100).toPrecision(12)))
}
