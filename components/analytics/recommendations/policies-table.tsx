import { Badge } from '@/components/ui/badge'
import { Card, CardHeader } from '@/components/ui/card'
import { Info } from '@/components/ui/info'
import { Table, Td, Th } from '@/components/ui/table'
import { ENOUGH_COVERED, ENOUGH_EFFECTIVE } from '@/lib/analytics/off-policy'
import type { Figure, LedgerCounts, PolicyFigures } from '@/lib/analytics/recommendations-answer'
import { armKey, armLabels } from '@/lib/arm-labels'
import { formatCount, formatPercent, formatQuantity, formatUsd } from '@/lib/format'

type PoliciesTableProps = { policies: readonly PolicyFigures[]; counts: LedgerCounts }

const names = { own: 'As it was chosen', default: 'Rules alone', uniform: 'Any model at random' } as const

export function PoliciesTable({ policies, counts: { evaluable, evaluated } }: PoliciesTableProps) {
  const labelOf = armLabels(policies.flatMap(({ arm }) => arm ?? []))
  const newest = evaluated < evaluable ? `the newest of ${formatCount(evaluable)}; ` : ''
  return (
    <Card aria-labelledby="policies">
      <CardHeader
        id="policies"
        title="What other ways to choose would have brought"
        description={`Estimated from the chances of ${formatQuantity(evaluated, 'decision')} that were drawn and have an outcome (${newest}95% intervals in small print)`}
        actions={
          <Info label="How this is estimated">
            <p>
              Every draw was logged with its chance, so each answer can stand for those that another way to
              choose would have got more often. A model of all answers fills in, and what it gets wrong is
              corrected by the draws that agree.
            </p>
            <p className="mt-2">
              <strong>Effective decisions</strong> are how many of its own would say as much. Under{' '}
              {ENOUGH_EFFECTIVE}, or where the log holds less than {formatPercent(100 * ENOUGH_COVERED)} of
              what the other way would choose, nothing is claimed.
            </p>
            <p className="mt-2">
              Where a model changed within the period, what it would have done since rests on the few times it
              was tried since; the interval does not say so.
            </p>
          </Info>
        }
      />
      <Table label="Ways to choose compared">
        <thead>
          <tr>
            <Th className="pl-5">Way to choose</Th>
            <Th className="text-right max-sm:px-1.5">Success</Th>
            <Th className="text-right max-sm:px-1.5">Satisfaction</Th>
            <Th className="text-right whitespace-normal max-sm:px-1.5">Cost per 1,000 calls</Th>
          </tr>
        </thead>
        <tbody>
          {policies.map((each) => (
            <tr key={each.arm ? armKey(each.arm) : each.policy}>
              <Th
                scope="row"
                className="border-line/40 py-3 pl-5 align-top text-sm font-normal text-ink max-sm:pr-1 max-sm:wrap-anywhere max-sm:whitespace-normal"
              >
                <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  {each.policy === 'constant'
                    ? each.arm && `Always ${labelOf(each.arm)}`
                    : names[each.policy]}
                  {each.is.map((word) => (
                    <Badge key={word} tone={word === 'best' ? 'accent' : 'neutral'}>
                      {word}
                    </Badge>
                  ))}
                </span>
              </Th>
              <FigureCell figure={each.success} format={percent} />
              <FigureCell figure={each.satisfaction} format={percent} />
              <FigureCell figure={each.costUsd} format={perThousand} />
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  )
}

function FigureCell({ figure, format }: { figure: Figure; format: (value: number) => string }) {
  const { estimate, effectiveSize, coverage } = figure
  const isUncovered = effectiveSize >= ENOUGH_EFFECTIVE && coverage < ENOUGH_COVERED
  return (
    <Td className="py-3 text-right max-sm:px-1.5 sm:whitespace-nowrap">
      {estimate ? format(estimate.mean) : <span className="text-muted">Not enough data</span>}
      {estimate && (
        <span className="mt-0.5 block text-xs text-muted">
          {format(estimate.low)} to {format(estimate.high)}
        </span>
      )}
      <span className="block text-xs text-muted">
        {isUncovered
          ? `${formatPercent(100 * coverage)} covered`
          : `${formatCount(Math.floor(effectiveSize))} effective`}
      </span>
    </Td>
  )
}

function percent(share: number): string {
  return formatPercent(100 * Math.min(1, Math.max(0, share)))
}

function perThousand(usd: number): string {
  return formatUsd(1000 * Math.max(0, usd))
}
