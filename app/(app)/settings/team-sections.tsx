import { getCountedZone } from '@/lib/analytics/counted-zone'
import type { User } from '@/lib/auth/session'
import type { Membership } from '@/lib/auth/team'
import { dayAt } from '@/lib/format'
import { getOpenInvitations } from '@/lib/teams/get-open-invitations'
import { getPrices } from '@/lib/teams/get-prices'
import { getSetAside } from '@/lib/teams/get-set-aside'
import { getTeamMembers } from '@/lib/teams/get-team-members'
import { ChoiceFacts } from './choice-facts'
import { ChoiceForm } from './choice-form'
import { InviteForm } from './invite-form'
import { KeysSection } from './keys-section'
import { MembersTable } from './members-table'
import { OpenInvitations } from './open-invitations'
import { PriceForm } from './price-form'
import { PricesTable } from './prices-table'
import { Section } from './section'
import { SetAsideTable } from './set-aside-table'
import { TeamFacts } from './team-facts'
import { TeamForm } from './team-form'
import { timeZones } from './time-zones'

/** The current team: leads change it, members see how it is set. */
export async function TeamSections({ team, user }: { team: Membership; user: User }) {
  const isLead = team.role === 'lead'
  const [members, invitations, countedZone, prices, setAside] = await Promise.all([
    getTeamMembers(team.teamId),
    isLead ? getOpenInvitations(team.teamId) : [],
    isLead ? getCountedZone(team.teamId) : null,
    isLead ? getPrices(team.teamId) : [],
    isLead ? getSetAside(team.teamId) : { count: 0, newest: [] },
  ])
  return (
    <>
      <Section
        title={team.teamName}
        description={team.isDemo ? 'This is the demo team; its calls are simulated.' : undefined}
      >
        {countedZone ? (
          <TeamForm
            key={team.teamId}
            team={team}
            zones={timeZones(team.timeZone)}
            countedZone={countedZone}
          />
        ) : (
          <TeamFacts team={team} />
        )}
      </Section>
      <Section
        title="How it chooses"
        description="Where nobody picks a model by hand, some messages go to one that is not known to be the best: without trying, nothing is learned of new models and of those that have changed."
      >
        {isLead ? <ChoiceForm key={team.teamId} team={team} /> : <ChoiceFacts team={team} />}
      </Section>
      {isLead && (
        <Section
          title="Prices"
          description="US dollars per million tokens, in place of the list price. A call keeps the prices it was recorded with."
        >
          <PricesTable teamId={team.teamId} timeZone={team.timeZone} prices={prices} />
          <PriceForm teamId={team.teamId} today={dayAt(new Date().toISOString(), team.timeZone)} />
        </Section>
      )}
      {isLead && <KeysSection team={team} />}
      {setAside.count > 0 && (
        <Section
          title="Could not be stored"
          description="What the database refused, and why; no figure counts it. It is kept for 90 days."
        >
          <SetAsideTable teamId={team.teamId} timeZone={team.timeZone} setAside={setAside} />
        </Section>
      )}
      <Section title="Members">
        <MembersTable teamId={team.teamId} members={members} ownId={user.id} isLead={isLead} />
      </Section>
      {isLead && (
        <Section title="Invitations" description="Whoever opens a link joins this team, once.">
          <InviteForm teamId={team.teamId} />
          <OpenInvitations teamId={team.teamId} timeZone={team.timeZone} invitations={invitations} />
        </Section>
      )}
    </>
  )
}
