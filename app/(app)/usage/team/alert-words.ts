import { featureLabel } from '@/components/analytics/logs/feature-look'
import type { Alert, AlertKind, AlertSubject } from '@/lib/analytics/alerts-answer'
import { formatCompact, formatDay, formatQuantity, formatUsd } from '@/lib/format'

/** Whose day it was, as the beginning of a sentence. */
export function subjectName({ subject, ...named }: AlertSubject): string {
  switch (subject) {
    case 'team':
      return 'The whole team'
    case 'user':
      return named.externalUserId ?? named.userName ?? 'A former member'
    case 'feature':
      return featureLabel(named.feature ?? '')
    case 'model':
      return `${named.model} (${named.provider})`
  }
}

/** Dollars, tokens without a price, or requests without either. */
export function alertAmount(kind: AlertKind, amount: number): string {
  switch (kind) {
    case 'unusual_cost':
      return formatUsd(amount)
    case 'unusual_tokens':
      return `${formatCompact(amount)} unpriced tokens`
    case 'unusual_requests':
      return formatQuantity(amount, 'unpriced request')
  }
}

export function whatWasUsed({ kind, measured, day }: Alert): string {
  return `used ${alertAmount(kind, measured)} on ${formatDay(day, 'with year')}`
}

/** What is usual, and the days that say so. */
export function whatIsUsual({ kind, usual, unusualFrom, comparedWith, comparedDays }: Alert): string {
  const days =
    comparedWith === 'own days'
      ? formatQuantity(comparedDays, 'day')
      : `${formatQuantity(comparedDays, 'day')} of the other users, as this one is new`
  return `Usual is ${alertAmount(kind, usual)}, the median of ${days} with use; unusual above ${alertAmount(kind, unusualFrom)}`
}
