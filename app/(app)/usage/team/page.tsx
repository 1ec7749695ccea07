import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { LeadsOnly } from '@/components/analytics/leads-only'
import { NotUnderstood } from '@/components/analytics/not-understood'
import { ZoneNote } from '@/components/analytics/zone-note'
import { Page } from '@/components/ui/page'
import { MonthLinks } from '@/components/usage/month-links'
import { NoUsage } from '@/components/usage/no-usage'
import { UsageBreakdowns } from '@/components/usage/usage-breakdowns'
import { TeamUsagePeriod } from '@/components/usage/usage-period'
import { UsageTotals } from '@/components/usage/usage-totals'
import { UsersTable } from '@/components/usage/users-table'
import { getAlerts } from '@/lib/analytics/alerts'
import { getCountedZone } from '@/lib/analytics/counted-zone'
import { notUnderstood, queryOrDefault } from '@/lib/analytics/period-query'
import { getTeamUsage } from '@/lib/analytics/usage'
import { teamUsageQuery } from '@/lib/analytics/usage-query'
import { requireUser } from '@/lib/auth/require-user'
import { getMembership } from '@/lib/auth/team'
import { dayAt, formatDay } from '@/lib/format'
import { createServerSupabase } from '@/lib/supabase/server'
import { AlertsCard } from './alerts-card'

export const metadata: Metadata = { title: 'Usage of the team' }

/** The dearest; what all others used stands together. */
const USERS = 100

export default async function TeamUsagePage({ searchParams }: PageProps<'/usage/team'>) {
  const team = await getMembership(await requireUser())
  if (!team) redirect('/settings')
  if (team.role !== 'lead')
    return (
      <Page title="Usage of the team">
        <LeadsOnly teamName={team.teamName} />
      </Page>
    )
  const search = await searchParams
  const query = queryOrDefault(teamUsageQuery, search)
  const supabase = await createServerSupabase()
  const [usage, alerts, zone] = await Promise.all([
    getTeamUsage(supabase, team.teamId, query, USERS),
    getAlerts(supabase, team.teamId),
    getCountedZone(team.teamId),
  ])
  const { from, to } = usage.period
  return (
    <Page
      title="Usage of the team"
      description={`What ${team.teamName} used from ${formatDay(from, 'with year')} to ${formatDay(to, 'with year')}, exact against its calls; days in ${usage.timeZone}`}
    >
      <div className="space-y-4 sm:space-y-5">
        <ZoneNote team={zone.team} period={usage.period} />
        <AlertsCard teamId={team.teamId} alerts={alerts} />
        <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
          <TeamUsagePeriod query={query} period={usage.period} />
          <MonthLinks today={dayAt(usage.generatedAt, usage.timeZone)} query={query} />
        </div>
        <NotUnderstood fields={notUnderstood(teamUsageQuery, search)} />
        {usage.summary.requests === 0 ? (
          <NoUsage who={team.teamName} />
        ) : (
          <>
            <UsageTotals figures={usage.summary} />
            <UsersTable usage={usage} query={query} />
            <UsageBreakdowns usage={usage} />
          </>
        )}
      </div>
    </Page>
  )
}
