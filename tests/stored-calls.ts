import { adminOf } from './recorded-calls'
import type { Project } from './start-project'

/** Reads, past the app and any proxy, how many calls of the team the database holds. */
export async function countCalls(
  project: Pick<Project, 'url' | 'secretKey'>,
  teamId: string,
): Promise<number> {
  const { count, error } = await adminOf(project)
    .from('model_performance_metrics')
    .select('id', { count: 'exact', head: true })
    .eq('team_id', teamId)
  if (error) throw error
  return count ?? 0
}

/** Waits until the database holds so many calls of the team, a minute at most; answers how many it holds then. */
export async function untilCalls(
  project: Pick<Project, 'url' | 'secretKey'>,
  teamId: string,
  wanted: number,
): Promise<number> {
  const giveUpAt = Date.now() + 60_000
  for (;;) {
    const count = await countCalls(project, teamId)
    if (count >= wanted || Date.now() > giveUpAt) return count
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
