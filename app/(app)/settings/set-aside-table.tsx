import { Table, Td, Th } from '@/components/ui/table'
import { formatInstant, formatQuantity } from '@/lib/format'
import type { SetAside } from '@/lib/teams/get-set-aside'
import { DismissForm } from './dismiss-form'

type SetAsideTableProps = { teamId: string; timeZone: string; setAside: SetAside }

export function SetAsideTable({ teamId, timeZone, setAside: { count, newest } }: SetAsideTableProps) {
  const [first] = newest
  return (
    <>
      <Table label="Events that could not be stored">
        <thead>
          <tr>
            <Th>Set aside</Th>
            <Th>Kind</Th>
            <Th>Reason</Th>
            <Th>
              <span className="sr-only">Dismiss</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {newest.map(({ id, kind, reason, setAsideAt }) => (
            <tr key={id}>
              <Td className="whitespace-nowrap">{formatInstant(setAsideAt.toISOString(), timeZone)}</Td>
              <Td>{kind}</Td>
              <Td className="min-w-64 break-words">{reason}</Td>
              <Td>
                <DismissForm teamId={teamId} until={setAsideAt.toISOString()} id={id}>
                  Dismiss
                </DismissForm>
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <div className="flex flex-wrap items-center gap-3">
        {count > newest.length && (
          <p className="text-sm text-muted">
            The newest {newest.length} of {formatQuantity(count, 'event')}.
          </p>
        )}
        {first && count > 1 && (
          <DismissForm teamId={teamId} until={first.setAsideAt.toISOString()}>
            Dismiss all
          </DismissForm>
        )}
      </div>
    </>
  )
}
