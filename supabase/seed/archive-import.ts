import { TZDate } from '@date-fns/tz'
import type { Dice } from './dice'
import { type DemoCall, simulateRequest } from './simulate-request'
import { archiveImport, demoTeam } from './story'

type Importer = { now: Date; teamId: string; userId: string; projectId: string | null }

/** The calls of the day on which the archive is read in. */
export function importArchive(dice: Dice, { now, teamId, userId, projectId }: Importer): DemoCall[] {
  const { daysAgo, hour, requests, arm, feature } = archiveImport
  const today = new TZDate(now.getTime(), demoTeam.timeZone)
  return Array.from({ length: requests }, (_, minute) => {
    const at = new TZDate(
      today.getFullYear(),
      today.getMonth(),
      today.getDate() - daysAgo,
      hour,
      minute,
      demoTeam.timeZone,
    )
    return simulateRequest(dice, {
      at: new Date(at.getTime()),
      now,
      arm,
      taskType: 'file_processing',
      complexity: 'complex',
      shared: {
        team_id: teamId,
        user_id: userId,
        feature,
        project_id: projectId,
        conversation_id: null,
        message_id: null,
        recommendation_id: null,
      },
    })
  }).flat()
}
