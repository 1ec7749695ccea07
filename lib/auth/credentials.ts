import { z } from 'zod'

export const emailField = z.email('Enter an e-mail address.').trim().max(254, 'That is too long.')

/** bcrypt reads 72 bytes and no more. */
export const newPasswordField = z
  .string()
  .min(8, 'Use at least 8 characters.')
  .refine((password) => new TextEncoder().encode(password).length <= 72, 'Use at most 72 bytes.')

export const nextField = z.string().optional()
