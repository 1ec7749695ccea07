import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { Table, Td, Th } from '@/components/ui/table'
import type { ApiKeyRow } from '@/lib/teams/get-api-keys'
import { RevokeKeyForm } from './revoke-key-form'

type KeysTableProps = { teamId: string; timeZone: string; keys: ApiKeyRow[] }

export function KeysTable({ teamId, timeZone, keys }: KeysTableProps) {
  if (keys.length === 0) return <p className="text-sm text-muted">There is no key yet.</p>
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone })
  const minute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone })
  return (
    <Table label="API keys">
      <thead>
        <tr>
          <Th>For</Th>
          <Th>Key</Th>
          <Th>Made</Th>
          <Th>Last used</Th>
          <Th>
            <span className="sr-only">Revoke</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.id} className={cn(key.revokedAt && 'text-muted')}>
            <Td className={cn('min-w-32', !key.revokedAt && 'text-ink')}>{key.name}</Td>
            <Td className="whitespace-nowrap font-mono text-xs leading-5">{key.prefix}…</Td>
            <Td className="min-w-40">
              {day.format(key.createdAt)}
              {key.createdBy !== null && ` by ${key.createdBy}`}
            </Td>
            <Td className="whitespace-nowrap">{key.lastUsedAt ? minute.format(key.lastUsedAt) : 'never'}</Td>
            <Td>
              {key.revokedAt ? (
                <Badge>revoked {day.format(key.revokedAt)}</Badge>
              ) : (
                <RevokeKeyForm teamId={teamId} keyId={key.id} name={key.name} />
              )}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
