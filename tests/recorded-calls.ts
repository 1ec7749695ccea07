import { createClient } from '@supabase/supabase-js'
import type { Database } from '@/lib/database.types'
import type { Arm, Outcome } from '@/lib/vocabulary'
import { sessionOf } from './session-of'
import type { Project } from './start-project'
import { callEvents } from './tracking-events'

export type RecordedCalls = Arm & { outcomes: readonly Outcome[]; firstAt: number }

type Api = Pick<Project, 'url' | 'publishableKey' | 'secretKey'>

export const adminOf = ({ url, secretKey }: Pick<Api, 'url' | 'secretKey'>) =>
  createClient<Database>(url, secretKey, { auth: { persistSession: false } })

/** A new person with a team of their own. */
export async function newTeam(project: Api, email: string) {
  const { client, cookie } = await sessionOf(project, email, 'correct horse battery')
  const { data, error } = await client.from('teams').select('id').single()
  if (error) throw error
  return { teamId: String(data.id), cookie }
}

/** Writes simple coding calls of a team, a second apart, as its outbox would. */
export async function recordCalls(project: Api, teamId: string, calls: readonly RecordedCalls[]) {
  const admin = adminOf(project)
  for (const { provider, model, outcomes, firstAt } of calls) {
    const events = callEvents(outcomes.length).map((event, n) => ({
      ...event,
      team_id: teamId,
      user_id: null,
      provider,
      model,
      outcome: outcomes[n] ?? 'ok',
      timestamp: new Date(firstAt + 1000 * n).toISOString(),
    }))
    const { error } = await admin.rpc('record_events', { events })
    if (error) throw error
  }
}

/** So many outcomes, every so many-th of them an error. */
export function failingEvery(nth: number, count: number): Outcome[] {
  return Array.from({ length: count }, (_, n) => (n % nth === nth - 1 ? 'error' : 'ok'))
}
