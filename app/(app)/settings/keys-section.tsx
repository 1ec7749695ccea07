import type { Membership } from '@/lib/auth/team'
import { getApiKeys } from '@/lib/teams/get-api-keys'
import { KeyForm } from './key-form'
import { KeysTable } from './keys-table'
import { Section } from './section'

/** For leads. */
export async function KeysSection({ team: { teamId, timeZone } }: { team: Membership }) {
  return (
    <Section
      title="API keys"
      description="With a key, services in any language report their calls to this team: docs/tracking.md says how. Who holds one can report, and read nothing."
    >
      <KeyForm key={teamId} teamId={teamId} />
      <KeysTable teamId={teamId} timeZone={timeZone} keys={await getApiKeys(teamId)} />
    </Section>
  )
}
