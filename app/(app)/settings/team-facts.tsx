import type { Membership } from '@/lib/auth/team'
import { Facts } from './facts'

/** What a member may know of the team's settings, above all who can read what. */
export function TeamFacts({ team }: { team: Membership }) {
  const facts = [
    ['Name', team.teamName],
    ['Time zone', team.timeZone],
    ['Calls are kept for', team.retentionDays === 1 ? '1 day' : `${team.retentionDays} days`],
    ['Calls', team.analyticsEnabled ? 'are recorded' : 'are not recorded'],
    [
      'Your conversations',
      team.leadsSeeText
        ? 'can be read by the leads of this team'
        : 'are private: leads see figures about your calls, never their text',
    ],
    [
      'Texts in OpenTelemetry traces',
      team.keepsTraceText ? 'are kept, and can be read by the leads of this team' : 'are dropped on arrival',
    ],
  ] as const
  return <Facts facts={facts} />
}
