import type { ReactNode } from 'react'
import { Card, CardHeader } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { Table, Td, Th } from '@/components/ui/table'
import { usageCost } from '@/components/usage/usage-cost'
import type { UsageFigures } from '@/lib/analytics/usage-answer'
import { formatCompact, formatCount } from '@/lib/format'

export type UsageRow = { key: string; name: ReactNode; figures: UsageFigures }

type UsageTableProps = {
  id: string
  title: string
  description?: string
  label: string
  rows: UsageRow[]
  className?: string
}

/** Cost, requests and tokens of each, with its share of the dearest as a bar. */
export function UsageTable({ id, title, description, label, rows, className }: UsageTableProps) {
  const isPriced = rows.some(({ figures }) => figures.costUsd > 0)
  const size = ({ costUsd, totalTokens }: UsageFigures) => (isPriced ? costUsd : totalTokens)
  const most = Math.max(1e-12, ...rows.map(({ figures }) => size(figures)))
  return (
    <Card aria-labelledby={id} className={cn('overflow-hidden', className)}>
      <CardHeader id={id} title={title} description={description} />
      <div className="max-h-120 overflow-y-auto">
        <Table label={title}>
          <thead>
            <tr>
              <Th className="pl-5">{label}</Th>
              <Th className="text-right">Cost</Th>
              <Th className="text-right">Requests</Th>
              <Th className="text-right">Tokens</Th>
              <Th className="max-2xl:hidden">
                <span className="sr-only">{isPriced ? 'Cost' : 'Tokens'} as a bar</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, name, figures }) => (
              <tr key={key}>
                <Th
                  scope="row"
                  className="max-w-56 min-w-40 border-line/40 py-2.5 pl-5 align-top text-sm font-normal whitespace-normal text-ink wrap-anywhere"
                >
                  {name}
                </Th>
                <Td className="text-right whitespace-nowrap">
                  {usageCost(figures)}
                  {figures.pricedRequests > 0 && figures.pricedRequests < figures.requests && (
                    <span className="block text-xs text-muted">
                      {formatCount(figures.requests - figures.pricedRequests)} unpriced
                    </span>
                  )}
                </Td>
                <Td className="text-right whitespace-nowrap">
                  {formatCount(figures.requests)}
                  {figures.failures > 0 && (
                    <span className="block text-xs text-muted">{formatCount(figures.failures)} failed</span>
                  )}
                </Td>
                <Td className="text-right">
                  {formatCompact(figures.totalTokens)}
                  <span className="block text-xs text-muted *:whitespace-nowrap">
                    <span>{formatCompact(figures.inputTokens)} in,</span>{' '}
                    <span>{formatCompact(figures.outputTokens)} out</span>
                  </span>
                </Td>
                <Td className="max-2xl:hidden">
                  <meter min={0} max={most} value={size(figures)} aria-hidden className="meter-bar" />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Card>
  )
}
