import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { z } from 'zod'
import { CallDetail } from '@/components/analytics/logs/call-detail'
import { Page } from '@/components/ui/page'
import { getCall } from '@/lib/analytics/log'
import { requireUser } from '@/lib/auth/require-user'
import { getMembership } from '@/lib/auth/team'
import { DatabaseError } from '@/lib/supabase/data-of'
import { createServerSupabase } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Call' }

export default async function CallPage({ params }: PageProps<'/analytics/logs/[id]'>) {
  const team = await getMembership(await requireUser())
  if (!team) redirect('/settings')
  const { id } = await params
  if (!z.uuid().safeParse(id).success) notFound()
  const detail = await shownCall(team.teamId, id)
  return (
    <Page title="Call" description={<span className="font-mono text-xs break-all">{id}</span>}>
      <CallDetail detail={detail} areConversationsPrivate={!team.leadsSeeText} />
    </Page>
  )
}

async function shownCall(teamId: string, id: string) {
  try {
    return await getCall(await createServerSupabase(), teamId, id)
  } catch (error) {
    if (error instanceof DatabaseError && error.status === 404) notFound()
    throw error
  }
}
