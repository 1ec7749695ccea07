import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Suspense } from 'react'
import { LeadsOnly } from '@/components/analytics/leads-only'
import { CallsTable } from '@/components/analytics/logs/calls-table'
import { ExportCalls } from '@/components/analytics/logs/export-calls'
import { LogFilters } from '@/components/analytics/logs/log-filters'
import { LogOverview } from '@/components/analytics/logs/log-overview'
import { LogPager } from '@/components/analytics/logs/log-pager'
import { NarrowedTo } from '@/components/analytics/logs/narrowed-to'
import { NoLoggedCalls } from '@/components/analytics/logs/no-logged-calls'
import { NotUnderstood } from '@/components/analytics/not-understood'
import { ZoneNote } from '@/components/analytics/zone-note'
import { Card } from '@/components/ui/card'
import { Page } from '@/components/ui/page'
import { Skeleton } from '@/components/ui/skeleton'
import { getCountedZone } from '@/lib/analytics/counted-zone'
import { getCallLog, getLogCounts, getLogOptions } from '@/lib/analytics/log'
import { logQuery } from '@/lib/analytics/log-query'
import { type LogQuery, logHref } from '@/lib/analytics/log-search'
import { notUnderstood, queryOrDefault } from '@/lib/analytics/period-query'
import { requireUser } from '@/lib/auth/require-user'
import { getMembership } from '@/lib/auth/team'
import { formatInstant } from '@/lib/format'
import { createServerSupabase } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Log' }

const ROWS = 50

export default async function LogPage({ searchParams }: PageProps<'/analytics/logs'>) {
  const team = await getMembership(await requireUser())
  if (!team) redirect('/settings')
  if (team.role !== 'lead')
    return (
      <Page title="Log">
        <LeadsOnly teamName={team.teamName} />
      </Page>
    )
  const search = await searchParams
  const query = queryOrDefault(logQuery, search)
  const supabase = await createServerSupabase()
  const [page, options, zone] = await Promise.all([
    getCallLog(supabase, team.teamId, query, { limit: ROWS, before: query.before }),
    getLogOptions(supabase, team.teamId),
    getCountedZone(team.teamId),
  ])
  return (
    <Page
      title="Log"
      description={`Every call of ${team.teamName}, newest first; times in ${page.timeZone}`}
      actions={<ExportCalls query={query} />}
    >
      <div className="space-y-4 sm:space-y-5">
        <LogFilters query={query} options={options} />
        <NotUnderstood fields={notUnderstood(logQuery, search)} />
        <ZoneNote team={zone.team} />
        <NarrowedTo query={query} />
        {page.errorsFrom && (
          <p role="status" className="text-sm text-warn">
            Texts of errors were searched back to {formatInstant(page.errorsFrom, page.timeZone)}, not
            further.
          </p>
        )}
        <Suspense
          key={logHref({ ...query, before: null })}
          fallback={<Skeleton className="h-40 rounded-xl" />}
        >
          <Overview teamId={team.teamId} query={query} />
        </Suspense>
        <Card aria-label="Calls" className="overflow-hidden">
          {page.calls.length === 0 ? (
            <NoLoggedCalls query={query} />
          ) : (
            <CallsTable calls={page.calls} timeZone={page.timeZone} />
          )}
          <LogPager query={query} before={page.before} />
        </Card>
      </div>
    </Page>
  )
}

/** By itself, as a search may take longer to count than to find. */
async function Overview({ teamId, query }: { teamId: string; query: LogQuery }) {
  const counts = await getLogCounts(await createServerSupabase(), teamId, query)
  return <LogOverview counts={counts} query={query} />
}
