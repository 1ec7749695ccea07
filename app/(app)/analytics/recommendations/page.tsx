import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { LeadsOnly } from '@/components/analytics/leads-only'
import { RecommendationsDashboard } from '@/components/analytics/recommendations/recommendations-dashboard'
import { Page } from '@/components/ui/page'
import { notUnderstood, queryOrDefault } from '@/lib/analytics/period-query'
import { getRecommendations } from '@/lib/analytics/recommendations'
import { recommendationsQuery } from '@/lib/analytics/recommendations-query'
import { requireUser } from '@/lib/auth/require-user'
import { getMembership } from '@/lib/auth/team'
import { createServerSupabase } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Ledger' }

export default async function RecommendationsPage({ searchParams }: PageProps<'/analytics/recommendations'>) {
  const team = await getMembership(await requireUser())
  if (!team) redirect('/settings')
  if (team.role !== 'lead')
    return (
      <Page title="Ledger">
        <LeadsOnly teamName={team.teamName} />
      </Page>
    )
  const search = await searchParams
  const query = queryOrDefault(recommendationsQuery, search)
  const answer = await getRecommendations(await createServerSupabase(), team.teamId, query)
  return (
    <RecommendationsDashboard
      initial={answer}
      query={query}
      notUnderstood={notUnderstood(recommendationsQuery, search)}
    />
  )
}
