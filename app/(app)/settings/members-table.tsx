import { Badge } from '@/components/ui/badge'
import { Table, Td, Th } from '@/components/ui/table'
import type { TeamMember } from '@/lib/teams/get-team-members'
import { RemoveForm } from './remove-form'
import { RoleForm } from './role-form'

type MembersTableProps = { teamId: string; members: TeamMember[]; ownId: string; isLead: boolean }

export function MembersTable({ teamId, members, ownId, isLead }: MembersTableProps) {
  return (
    <Table label="Members of the team">
      <thead>
        <tr>
          <Th>Name</Th>
          <Th>E-mail</Th>
          <Th>Role</Th>
          <Th>
            <span className="sr-only">Remove or leave</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <tr key={member.userId}>
            <Td className="text-ink">
              {member.displayName} {member.userId === ownId && <Badge>you</Badge>}
            </Td>
            <Td className="text-muted">{member.email}</Td>
            <Td>{isLead ? <RoleForm teamId={teamId} member={member} /> : member.role}</Td>
            <Td>
              {(isLead || member.userId === ownId) && (
                <RemoveForm teamId={teamId} member={member} isSelf={member.userId === ownId} />
              )}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
