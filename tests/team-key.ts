import { z } from 'zod'
import { sessionOf } from './session-of'
import type { Project } from './start-project'

const made = z.object({ id: z.uuid(), key: z.string() })

/** A new person with a team of their own and an API key of it; `revoke` does what the settings do. */
export async function newTeamKey(project: Pick<Project, 'url' | 'publishableKey'>, email: string) {
  const { client } = await sessionOf(project, email, 'correct horse battery')
  const team = await client.from('teams').select('id').single()
  if (team.error) throw team.error
  const teamId = String(team.data.id)
  const { data, error } = await client.rpc('create_api_key', { p_team_id: teamId, p_name: 'Tests' })
  if (error) throw error
  const { id, key } = made.parse(data)
  const revoke = async () => {
    const { error } = await client.rpc('revoke_api_key', { p_team_id: teamId, p_key_id: id })
    if (error) throw error
  }
  return { teamId, key, revoke }
}
