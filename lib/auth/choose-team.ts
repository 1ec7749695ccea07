import { cookies } from 'next/headers'
import { TEAM_COOKIE } from '@/lib/auth/team'

/** Makes the team the current one from the next request on; in server actions and routes only. */
export async function chooseTeam(teamId: string): Promise<void> {
  const jar = await cookies()
  jar.set(TEAM_COOKIE, teamId, { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 365 * 24 * 3600 })
}
