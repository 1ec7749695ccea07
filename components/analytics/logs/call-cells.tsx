import { Ban, Check, ThumbsDown, ThumbsUp, TimerOff, X } from 'lucide-react'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import type { LoggedCall } from '@/lib/analytics/log-answer'
import { logHref } from '@/lib/analytics/log-search'
import { usageHref } from '@/lib/analytics/usage-search'
import { errorKindLabel, formatCount, formatDuration, formatUsd } from '@/lib/format'
import type { Outcome } from '@/lib/vocabulary'

const outcomes = {
  ok: { word: 'Success', tone: 'good', icon: Check },
  error: { word: 'Error', tone: 'bad', icon: X },
  timeout: { word: 'Timed out', tone: 'bad', icon: TimerOff },
  stopped: { word: 'Stopped', tone: 'neutral', icon: Ban },
} as const

export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const { word, tone, icon: Icon } = outcomes[outcome]
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className="size-3" />
      {word}
    </Badge>
  )
}

const QUICK_MS = 3_000
const SLOW_MS = 10_000

/** Green up to three seconds, red from ten on. */
export function ResponseTime({ ms }: { ms: number | null }) {
  if (ms === null) return <span className="text-muted">–</span>
  const speed = ms <= QUICK_MS ? 'quick' : ms < SLOW_MS ? 'medium' : 'slow'
  const look = { quick: 'text-good', medium: 'text-warn', slow: 'text-bad' }[speed]
  return (
    <span className={look}>
      {formatDuration(ms)} <span className="block text-xs">{speed}</span>
    </span>
  )
}

/** A thumb below the cost, where there is one. */
export function CostAndRating({ call: { costUsd, rating } }: { call: LoggedCall }) {
  const Icon = rating > 0 ? ThumbsUp : ThumbsDown
  return (
    <>
      {costUsd === null ? <span className="text-muted">unpriced</span> : formatUsd(costUsd)}
      {rating !== 0 && (
        <Icon
          role="img"
          aria-label={rating > 0 ? 'thumb up' : 'thumb down'}
          className={cn('mt-0.5 ml-auto size-4', rating > 0 ? 'text-good' : 'text-bad')}
        />
      )}
    </>
  )
}

export function Tokens({ call }: { call: LoggedCall }) {
  return (
    <>
      {formatCount(call.totalTokens)}
      <span className="block text-xs text-muted">
        {formatCount(call.inputTokens)} in, {formatCount(call.outputTokens)} out
      </span>
    </>
  )
}

type UserProps = Pick<LoggedCall, 'userId' | 'userName' | 'externalUserId'>

/** Leads to what the user used; of a user that another service named, to their calls. */
export function CallUser({ userId, userName, externalUserId }: UserProps) {
  const look = 'underline decoration-line underline-offset-4 hover:decoration-accent'
  if (userId)
    return (
      <Link
        href={usageHref({ days: 30, from: null, to: null, user: userId })}
        prefetch={false}
        className={look}
      >
        {userName ?? 'Former member'}
      </Link>
    )
  if (externalUserId)
    return (
      <Link href={logHref({ externalUser: externalUserId })} prefetch={false} className={look}>
        {externalUserId}
      </Link>
    )
  return <span className="text-muted">Nobody named</span>
}

export function FailureWords({ call: { errorKind, errorMessage } }: { call: LoggedCall }) {
  if (!errorKind && !errorMessage) return null
  return (
    <span
      className="mt-1 block max-w-72 truncate text-xs text-muted lg:max-w-28 2xl:max-w-60"
      title={errorMessage ?? undefined}
    >
      {[errorKind && errorKindLabel(errorKind), errorMessage].filter(Boolean).join(': ')}
    </span>
  )
}
