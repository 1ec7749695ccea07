import { z } from 'zod'
import { dataOf } from '@/lib/supabase/data-of'
import type { OwnerSql } from '@/supabase/local/database'
import { sessionOf } from '../../session-of'
import type { Project } from '../../start-project'
import { PROJECTS } from './traffic-mix'

export type Lead = { email: string; userId: string; teamId: string; projectIds: string[] }

const team = z.object({ teamId: z.string() })

export const PASSWORD = 'correct horse battery'

/** Two people with a team of their own each; the first is who asks. */
export async function signUpLeads(project: Project): Promise<[Lead, Lead]> {
  return [
    await signUpLead(project, 'lead@bench.test', 'Europe/Berlin'),
    await signUpLead(project, 'other@bench.test', 'America/New_York'),
  ]
}

async function signUpLead(project: Project, email: string, timeZone: string): Promise<Lead> {
  const { client, userId } = await sessionOf(project, email, PASSWORD)
  const { teamId } = team.parse(dataOf(await client.from('teams').select('teamId:id').single()))
  dataOf(await client.from('teams').update({ time_zone: timeZone }).eq('id', teamId).select().single())
  const names = Array.from({ length: PROJECTS }, (_, n) => ({ team_id: teamId, name: `Project ${n + 1}` }))
  const projects = dataOf(await client.from('projects').insert(names).select('id'))
  return { email, userId, teamId, projectIds: projects.map(({ id }) => id) }
}

/** Works under the policies that hold for a lead, on the owner's connection. */
export async function askAsLead<T>(owner: OwnerSql, lead: Lead, work: () => Promise<T>): Promise<T> {
  await become(owner, lead.userId)
  await owner.exec('set role authenticated')
  try {
    return await work()
  } finally {
    await owner.exec('reset role')
    await become(owner, '')
  }
}

/** The local server's `auth.uid()` reads the one setting, a hosted project's the other. */
const become = (owner: OwnerSql, userId: string) =>
  owner.query(
    "select set_config('request.jwt.claim.sub', $1, false), set_config('request.jwt.claims', $2, false)",
    [userId, userId && JSON.stringify({ sub: userId, role: 'authenticated' })],
  )
