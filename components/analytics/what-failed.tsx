import Link from 'next/link'
import { callsHref } from '@/components/analytics/calls-href'
import { Card, CardHeader } from '@/components/ui/card'
import { Table, Td, Th } from '@/components/ui/table'
import type { FailureKind, ModelsPeriod } from '@/lib/analytics/models-answer'
import type { ModelsQuery } from '@/lib/analytics/models-search'
import { errorKindLabel, formatCount, formatPercent, formatQuantity } from '@/lib/format'

type WhatFailedProps = {
  errors: readonly FailureKind[]
  query: ModelsQuery
  period: Pick<ModelsPeriod, 'from' | 'to'>
}

/** Failed calls by what went wrong. */
export function WhatFailed({ errors, query, period }: WhatFailedProps) {
  const failed = errors.reduce((sum, { calls }) => sum + calls, 0)
  return (
    <Card aria-labelledby="what-failed" className="overflow-hidden">
      <CardHeader
        id="what-failed"
        title="What failed"
        description={`Of ${formatQuantity(failed, 'call')} that failed or timed out; stopped ones are not among them`}
      />
      <Table label="Failed calls by kind">
        <thead>
          <tr>
            <Th className="pl-5">Kind</Th>
            <Th className="text-right">Calls</Th>
            <Th className="text-right">Share of failed calls</Th>
          </tr>
        </thead>
        <tbody>
          {errors.map(({ kind, calls, share }) => (
            <tr key={kind}>
              <Th scope="row" className="border-line/40 py-2.5 pl-5 text-sm font-normal text-ink">
                <Link
                  href={callsHref(query, period, 'failed', kind)}
                  prefetch={false}
                  className="underline decoration-line underline-offset-4 hover:decoration-accent"
                >
                  {errorKindLabel(kind)}
                </Link>
              </Th>
              <Td className="text-right">{formatCount(calls)}</Td>
              <Td>
                <span className="flex items-center justify-end gap-2.5">
                  <meter min={0} max={100} value={share} aria-hidden className="meter-bar" />
                  <span className="w-14 text-right">{formatPercent(share)}</span>
                </span>
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  )
}
