import type { Metadata } from 'next'
import { buttonClass } from '@/components/ui/button'
import { Page } from '@/components/ui/page'
import { requireUser } from '@/lib/auth/require-user'
import { getMembership, getMemberships } from '@/lib/auth/team'
import { getDisplayName } from '@/lib/teams/get-display-name'
import { CreateTeamForm } from './create-team-form'
import { DeleteAccountForm } from './delete-account-form'
import { ProfileForm } from './profile-form'
import { Section } from './section'
import { SwitchTeamForm } from './switch-team-form'
import { TeamSections } from './team-sections'
import { timeZones } from './time-zones'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage() {
  const user = await requireUser()
  const [teams, team, displayName] = await Promise.all([
    getMemberships(user),
    getMembership(user),
    getDisplayName(user),
  ])
  const timeZone = team?.timeZone ?? 'UTC'
  return (
    <Page title="Settings" description={`Signed in as ${user.email}.`}>
      <div className="flex flex-col gap-6">
        <Section title="You">
          <ProfileForm displayName={displayName ?? ''} />
        </Section>
        {team && <TeamSections team={team} user={user} />}
        <Section
          title="Your teams"
          description={
            team ? undefined : 'You are in no team. Make one, or ask a lead of one for an invitation.'
          }
        >
          {teams.length > 1 && <SwitchTeamForm teams={teams} current={team?.teamId} />}
          <CreateTeamForm zones={timeZones(timeZone)} timeZone={timeZone} />
        </Section>
        <Section
          title="Your data"
          description="What is stored about you: profile, conversations, calls and thumbs. Deleting the account removes your conversations; figures of your teams stay, without you."
        >
          <div>
            <a href="/api/account/export" download className={buttonClass()}>
              Download my data
            </a>
          </div>
          <DeleteAccountForm email={user.email} />
        </Section>
      </div>
    </Page>
  )
}
