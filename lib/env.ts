import { z } from 'zod'

const isWebAddress = (value: string) => /^https?:\/\//.test(value) && URL.canParse(value)
const text = (hint: string) => z.string({ error: hint }).trim().min(1, hint)
const flag = z
  .enum(['0', '1', ''], { error: 'must be 0 or 1' })
  .default('')
  .transform((value) => value === '1')

const schema = z.object({
  SUPABASE_URL: text('is missing').refine(isWebAddress, 'must be an http(s) address'),
  SUPABASE_PUBLISHABLE_KEY: text('is missing'),
  SUPABASE_SECRET_KEY: text('is missing'),
  SUPABASE_JWT_SECRET: z
    .string()
    .trim()
    .optional()
    .transform((value) => value || undefined)
    .refine((value) => value === undefined || value.length >= 32, 'must have at least 32 characters'),
  AUGURY_DEMO_LOGINS: flag,
})
export type Env = z.output<typeof schema>

/** Throws an error of one sentence that names the first wrong variable. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const parsed = schema.safeParse(source)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Error(
    `The environment variable ${issue?.path.join('.')} ${issue?.message}: set it in .env.local, or start with "npm start", which sets it.`,
  )
}

let parsed: Env | undefined

/** The environment of this process, parsed when first asked for, so that a build needs none of it. */
export function env(): Env {
  parsed ??= parseEnv(process.env)
  return parsed
}
