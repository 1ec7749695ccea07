import { TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { buttonClass } from '@/components/ui/button'
import { Card, CardHeader } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { Info } from '@/components/ui/info'
import type { Alert, Alerts } from '@/lib/analytics/alerts-answer'
import { logHref } from '@/lib/analytics/log-search'
import { formatCount, formatInstant, formatQuantity } from '@/lib/format'
import { subjectName, whatIsUsual, whatWasUsed } from './alert-words'
import { DismissAlertsForm } from './dismiss-alerts-form'

type AlertsCardProps = { teamId: string; alerts: Alerts }

/** Who used unusually much, of all days that are kept. */
export function AlertsCard({ teamId, alerts: { timeZone, open, alerts } }: AlertsCardProps) {
  const shown = alerts.filter(({ isOpen }) => isOpen)
  const dismissed = alerts.filter(({ isOpen }) => !isOpen)
  return (
    <Card aria-labelledby="alerts" className="scroll-mt-20">
      <CardHeader
        id="alerts"
        title={
          <>
            Unusual consumption <Info label="When a day is unusual">{explanation}</Info>
          </>
        }
        description={
          open === 0
            ? 'Nobody has used far more than usual that you have not seen'
            : `${formatQuantity(open, 'alert')}${open > shown.length ? `, the latest ${formatCount(shown.length)} here` : ''}`
        }
        actions={
          shown.length > 1 && (
            <DismissAlertsForm teamId={teamId} ids={shown.map(({ id }) => id)}>
              Dismiss all
            </DismissAlertsForm>
          )
        }
      />
      {shown.length > 0 && <AlertList teamId={teamId} timeZone={timeZone} alerts={shown} />}
      {dismissed.length > 0 && (
        <details className="border-t border-line/40">
          <summary className="cursor-pointer px-5 py-3.5 text-sm text-muted hover:text-ink">
            {formatQuantity(dismissed.length, 'dismissed alert')}
          </summary>
          <AlertList teamId={teamId} timeZone={timeZone} alerts={dismissed} />
        </details>
      )}
    </Card>
  )
}

const explanation =
  'A day stands out when the team, a user, a feature or a model uses far more than on its other days of the eight weeks before: well beyond how much these differ, more than double the highest of them but for the rarest, and at least $5 (or a million tokens or a thousand requests without a price; in large teams a hundredth of their usual day). A user known for less than a week is compared with the others.'

function AlertList({ teamId, timeZone, alerts }: { teamId: string; timeZone: string; alerts: Alert[] }) {
  return (
    <ul className="px-5 pb-2">
      {alerts.map((alert) => (
        <AlertItem key={alert.id} teamId={teamId} timeZone={timeZone} alert={alert} />
      ))}
    </ul>
  )
}

function AlertItem({ teamId, timeZone, alert }: { teamId: string; timeZone: string; alert: Alert }) {
  const { id, day, userId: user, externalUserId: externalUser, feature, provider, model } = alert
  const { isOpen, raisedAt, dismissedAt, dismissedBy } = alert
  const name = subjectName(alert)
  return (
    <li className="flex gap-x-3.5 gap-y-2 border-t border-line/40 py-3.5 max-sm:flex-wrap">
      <TriangleAlert
        aria-hidden
        className={cn('mt-0.5 size-4 shrink-0', isOpen ? 'text-warn' : 'text-muted')}
      />
      <div className="min-w-0 flex-1">
        <p className="text-sm text-pretty wrap-break-word">
          <span className="font-medium">{name}</span> {whatWasUsed(alert)}
        </p>
        <p className="mt-1 text-xs text-pretty text-muted tabular-nums">
          {whatIsUsual(alert)}. Found <time dateTime={raisedAt}>{formatInstant(raisedAt, timeZone)}</time>
          {dismissedAt && (
            <>
              , dismissed <time dateTime={dismissedAt}>{formatInstant(dismissedAt, timeZone)}</time> by{' '}
              {dismissedBy ?? 'a former member'}
              {isOpen && ', twice as much since'}
            </>
          )}
        </p>
      </div>
      <div className="flex items-start gap-2 max-sm:w-full max-sm:pl-7.5">
        <Link
          href={logHref({ from: day, to: day, user, externalUser, feature, provider, model })}
          prefetch={false}
          aria-label={`See the calls of ${name} on ${day}`}
          className={buttonClass({ size: 'small' })}
        >
          See the calls
        </Link>
        {isOpen && (
          <DismissAlertsForm teamId={teamId} ids={[id]} label={`Dismiss the alert about ${name}`}>
            Dismiss
          </DismissAlertsForm>
        )}
      </div>
    </li>
  )
}
