import type { Route } from 'next'
import Link from 'next/link'
import {
  CallUser,
  CostAndRating,
  FailureWords,
  OutcomeBadge,
  ResponseTime,
  Tokens,
} from '@/components/analytics/logs/call-cells'
import { FeatureBadge } from '@/components/analytics/logs/feature-badge'
import { Table, Td, Th } from '@/components/ui/table'
import type { LoggedCall } from '@/lib/analytics/log-answer'
import { dayAt, formatDay, formatSecond } from '@/lib/format'

type CallsProps = { calls: readonly LoggedCall[]; timeZone: string }

/** A table, and on narrow screens a list of cards. */
export function CallsTable(props: CallsProps) {
  return (
    <>
      <div className="max-lg:hidden">
        <Rows {...props} />
      </div>
      <ol aria-label="Calls" className="divide-y divide-line/40 lg:hidden">
        {props.calls.map((call) => (
          <CallCard key={call.id} call={call} timeZone={props.timeZone} />
        ))}
      </ol>
    </>
  )
}

function Rows({ calls, timeZone }: CallsProps) {
  return (
    <Table label="Calls">
      <thead>
        <tr>
          <Th className="pl-5">Time</Th>
          <Th>User</Th>
          <Th>Feature</Th>
          <Th>Model</Th>
          <Th className="text-right">Tokens</Th>
          <Th className="text-right">Response</Th>
          <Th>Outcome</Th>
          <Th className="text-right">Cost, rating</Th>
        </tr>
      </thead>
      <tbody>
        {calls.map((call) => (
          <tr key={`${call.at}${call.id}`} className="hover:bg-raised/60">
            <Td className="pl-5">
              <CallLink call={call} timeZone={timeZone} />
            </Td>
            <Td className="max-w-36 truncate">
              <CallUser {...call} />
            </Td>
            <Td className="max-w-40 min-w-38">
              <FeatureBadge feature={call.feature} />
            </Td>
            <Td className="min-w-38 wrap-anywhere">
              {call.model}
              <span className="block text-xs text-muted">{call.provider}</span>
            </Td>
            <Td className="text-right whitespace-nowrap">
              <Tokens call={call} />
            </Td>
            <Td className="text-right whitespace-nowrap">
              <ResponseTime ms={call.responseTimeMs} />
            </Td>
            <Td>
              <OutcomeBadge outcome={call.outcome} />
              <FailureWords call={call} />
            </Td>
            <Td className="text-right whitespace-nowrap">
              <CostAndRating call={call} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function CallCard({ call, timeZone }: { call: LoggedCall; timeZone: string }) {
  return (
    <li className="space-y-2 px-4 py-3.5 text-sm tabular-nums">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <CallLink call={call} timeZone={timeZone} />
        <OutcomeBadge outcome={call.outcome} />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <FeatureBadge feature={call.feature} />
        <CallUser {...call} />
      </div>
      <p className="text-xs text-muted">
        {call.model} at {call.provider}
      </p>
      <FailureWords call={call} />
      <div className="flex items-start justify-between gap-4">
        <span>
          <Tokens call={call} />
        </span>
        <ResponseTime ms={call.responseTimeMs} />
        <span className="text-right">
          <CostAndRating call={call} />
        </span>
      </div>
    </li>
  )
}

function CallLink({ call, timeZone }: { call: LoggedCall; timeZone: string }) {
  return (
    <Link
      href={`/analytics/logs/${call.id}` as Route}
      prefetch={false}
      className="font-medium underline decoration-line underline-offset-4 hover:decoration-accent"
    >
      {formatDay(dayAt(call.at, timeZone))},{' '}
      <span className="whitespace-nowrap">{formatSecond(call.at, timeZone)}</span>
    </Link>
  )
}
