import { headers } from 'next/headers'
import { createTokenBucket } from '@/lib/auth/token-bucket'
import { visitorAddress } from '@/lib/auth/visitor-address'

const perVisitor = createTokenBucket({ burst: 10, refillMs: 30_000, now: Date.now, capacity: 50_000 })
/** Wider, against guesses at one account from many addresses. */
const perAccount = createTokenBucket({ burst: 50, refillMs: 30_000, now: Date.now, capacity: 50_000 })

export type AttemptKind = 'sign-in' | 'sign-up' | 'reset'

/** Counts an attempt; a sentence that says when to try again if there were too many, else null. */
export async function countAttempt(kind: AttemptKind, email: string): Promise<string | null> {
  // A visitor who is turned away anyway does not use up what all others have left for the account.
  const waitMs = perVisitor.take(await visitorKey(kind, email)) || perAccount.take(accountKey(kind, email))
  if (waitMs === 0) return null
  return `Too many attempts. Try again in ${Math.ceil(waitMs / 1000)} seconds.`
}

/** For an attempt that succeeded: only failures use up the allowance. */
export async function forgiveAttempt(kind: AttemptKind, email: string): Promise<void> {
  perVisitor.giveBack(await visitorKey(kind, email))
  perAccount.giveBack(accountKey(kind, email))
}

async function visitorKey(kind: AttemptKind, email: string): Promise<string> {
  return `${accountKey(kind, email)} ${visitorAddress(await headers())}`
}

function accountKey(kind: AttemptKind, email: string): string {
  return `${kind} ${email.toLowerCase()}`
}
