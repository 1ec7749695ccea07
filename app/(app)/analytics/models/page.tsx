import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { LeadsOnly } from '@/components/analytics/leads-only'
import { ModelsDashboard } from '@/components/analytics/models-dashboard'
import { Page } from '@/components/ui/page'
import { getModelsAnalytics } from '@/lib/analytics/models'
import { modelsQuery, modelsQueryOrDefault } from '@/lib/analytics/models-query'
import { notUnderstood } from '@/lib/analytics/period-query'
import { requireUser } from '@/lib/auth/require-user'
import { getMembership } from '@/lib/auth/team'
import { createServerSupabase } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Models' }

export default async function ModelsPage({ searchParams }: PageProps<'/analytics/models'>) {
  const team = await getMembership(await requireUser())
  if (!team) redirect('/settings')
  if (team.role !== 'lead')
    return (
      <Page title="Models">
        <LeadsOnly teamName={team.teamName} />
      </Page>
    )
  const search = await searchParams
  const query = modelsQueryOrDefault(search)
  const answer = await getModelsAnalytics(await createServerSupabase(), team.teamId, query)
  return (
    <ModelsDashboard
      initial={answer}
      query={query}
      notUnderstood={notUnderstood(modelsQuery, search)}
      isRecording={team.analyticsEnabled}
    />
  )
}
