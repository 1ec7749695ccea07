import { type AuthError, isAuthRetryableFetchError } from '@supabase/supabase-js'
import { FormFailure } from '@/lib/forms/form-state'

const SENTENCES: Record<string, [sentence: string, field?: string]> = {
  invalid_credentials: ['E-mail or password is wrong.'],
  email_not_confirmed: ['Confirm your e-mail address first: open the link in the mail we sent you.'],
  user_already_exists: ['There is an account with this address already. Sign in instead.', 'email'],
  email_exists: ['There is an account with this address already. Sign in instead.', 'email'],
  email_address_invalid: ['This address cannot receive mail.', 'email'],
  email_address_not_authorized: ['The mail server of this project sends no mail to this address.', 'email'],
  signup_disabled: ['This installation takes no new accounts.'],
  email_provider_disabled: ['This installation takes no new accounts by e-mail.'],
  user_banned: ['This account is blocked.'],
  weak_password: ['This password is too easy to guess. Choose a longer one.', 'password'],
  same_password: ['This is the password you already have. Choose another.', 'password'],
  otp_expired: ['This link has expired or was used before. Ask for a new one.'],
  session_not_found: ['This link has expired or was used before. Ask for a new one.'],
  over_request_rate_limit: ['Too many attempts. Try again in a few minutes.'],
  over_email_send_rate_limit: ['Too many mails were sent. Try again in a few minutes.'],
}

/** Throws what the person can do about an error of the auth API; an unknown error as it is. */
export function throwAuthFailure(error: AuthError): never {
  if (isAuthRetryableFetchError(error)) {
    throw new FormFailure('The sign-in service cannot be reached. Try again in a moment.')
  }
  const known = error.code ? SENTENCES[error.code] : undefined
  if (!known) throw error
  throw new FormFailure(...known)
}
