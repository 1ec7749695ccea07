import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound, redirect } from 'next/navigation'
import { NotUnderstood } from '@/components/analytics/not-understood'
import { buttonClass } from '@/components/ui/button'
import { Page } from '@/components/ui/page'
import { NoUsage } from '@/components/usage/no-usage'
import { UsageBreakdowns } from '@/components/usage/usage-breakdowns'
import { OwnUsagePeriod } from '@/components/usage/usage-period'
import { UsageTotals } from '@/components/usage/usage-totals'
import { logHref } from '@/lib/analytics/log-search'
import { notUnderstood, queryOrDefault } from '@/lib/analytics/period-query'
import { getUsage } from '@/lib/analytics/usage'
import { usageQuery } from '@/lib/analytics/usage-query'
import { teamUsageHref, type UsageQuery } from '@/lib/analytics/usage-search'
import { requireUser } from '@/lib/auth/require-user'
import { getMembership } from '@/lib/auth/team'
import { formatDay } from '@/lib/format'
import { DatabaseError } from '@/lib/supabase/data-of'
import { createServerSupabase } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Usage' }

export default async function UsagePage({ searchParams }: PageProps<'/usage'>) {
  const me = await requireUser()
  const team = await getMembership(me)
  if (!team) redirect('/settings')
  const search = await searchParams
  const asked = queryOrDefault(usageQuery, search)
  const isLead = team.role === 'lead'
  const query = { ...asked, user: isLead && asked.user !== me.id ? asked.user : null }
  const usage = await shownUsage(team.teamId, query)
  const { from, to } = usage.period
  const who = query.user === null ? 'you' : (usage.user.name ?? 'a former member')
  return (
    <Page
      title={query.user === null ? 'Your usage' : `Usage of ${who}`}
      description={`What ${who} used in ${team.teamName} from ${formatDay(from, 'with year')} to ${formatDay(to, 'with year')}; days in ${usage.timeZone}`}
      actions={
        isLead && (
          <div className="flex flex-wrap gap-3">
            <Link
              href={logHref({ user: usage.user.id, from, to })}
              prefetch={false}
              className={buttonClass()}
            >
              Calls in the log
            </Link>
            <Link
              href={teamUsageHref({ days: asked.days, from: asked.from, to: asked.to })}
              prefetch={false}
              className={buttonClass()}
            >
              Usage of the team
            </Link>
          </div>
        )
      }
    >
      <div className="space-y-4 sm:space-y-5">
        <OwnUsagePeriod query={query} period={usage.period} />
        <NotUnderstood fields={notUnderstood(usageQuery, search)} />
        {usage.summary.requests === 0 ? (
          <NoUsage who={who} />
        ) : (
          <>
            <UsageTotals figures={usage.summary} />
            <UsageBreakdowns usage={usage} />
          </>
        )}
      </div>
    </Page>
  )
}

async function shownUsage(teamId: string, query: UsageQuery) {
  try {
    return await getUsage(await createServerSupabase(), teamId, query)
  } catch (error) {
    if (error instanceof DatabaseError && error.status === 404) notFound()
    throw error
  }
}
