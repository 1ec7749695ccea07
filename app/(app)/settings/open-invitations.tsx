import { Table, Td, Th } from '@/components/ui/table'
import type { OpenInvitation } from '@/lib/teams/get-open-invitations'
import { RevokeForm } from './revoke-form'

type OpenInvitationsProps = { teamId: string; timeZone: string; invitations: OpenInvitation[] }

export function OpenInvitations({ teamId, timeZone, invitations }: OpenInvitationsProps) {
  if (invitations.length === 0) return <p className="text-sm text-muted">No invitation is open.</p>
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone })
  return (
    <Table label="Open invitations">
      <thead>
        <tr>
          <Th>Role</Th>
          <Th>Valid until</Th>
          <Th>
            <span className="sr-only">Revoke</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {invitations.map(({ id, role, expiresAt }) => (
          <tr key={id}>
            <Td>{role}</Td>
            <Td>{format.format(expiresAt)}</Td>
            <Td>
              <RevokeForm teamId={teamId} invitationId={id} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
