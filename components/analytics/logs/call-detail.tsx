import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { CallUser, OutcomeBadge } from '@/components/analytics/logs/call-cells'
import { FeatureBadge } from '@/components/analytics/logs/feature-badge'
import { MetadataTree } from '@/components/analytics/logs/metadata-tree'
import { TextLink } from '@/components/form/text-link'
import { buttonClass } from '@/components/ui/button'
import { Card, CardHeader } from '@/components/ui/card'
import type { CallDetail as Detail } from '@/lib/analytics/log'
import { logHref } from '@/lib/analytics/log-search'
import { dayAt, formatDay, formatSecond } from '@/lib/format'

/** Shown in words above the list of what is stored. */
const TOLD = new Set(['team_id', 'user_id', 'external_user_id', 'feature', 'outcome', 'error_message'])

type CallDetailProps = {
  detail: Detail
  /** Whether leads of the team may not read them. */
  areConversationsPrivate: boolean
}

export function CallDetail({ detail, areConversationsPrivate }: CallDetailProps) {
  const { call, metadata, timeZone, userName, project } = detail
  return (
    <div className="grid gap-4 sm:gap-5 xl:grid-cols-2">
      <Card aria-labelledby="call" className="xl:col-span-2">
        <CardHeader
          id="call"
          title={call.model}
          description={`At ${call.provider}, ${formatDay(dayAt(call.timestamp, timeZone), 'with year')}, ${formatSecond(call.timestamp, timeZone)} in ${timeZone}`}
          actions={<OutcomeBadge outcome={call.outcome} />}
        />
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3 px-5 pb-5 text-sm">
          <FeatureBadge feature={call.feature} />
          <span>
            <span className="text-muted">User: </span>
            <CallUser userId={call.user_id} userName={userName} externalUserId={call.external_user_id} />
          </span>
          {project && <span className="text-muted">Project: {project}</span>}
          <Links detail={detail} />
        </div>
        {call.conversation_id && !detail.isOwn && areConversationsPrivate && (
          <p className="px-5 pb-5 text-sm text-muted">
            The conversation itself is private: leads of this team see figures about its calls, never its
            text.
          </p>
        )}
        {call.error_message && (
          <pre className="mx-5 mb-5 overflow-x-auto rounded-md border border-bad/40 bg-bad/5 p-3 font-mono text-xs whitespace-pre-wrap">
            {call.error_message}
          </pre>
        )}
      </Card>
      <Card aria-labelledby="stored">
        <CardHeader
          id="stored"
          title="Everything stored"
          description="Columns by their names; – is not known"
        />
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 px-5 pb-5 text-sm">
          {Object.entries(call)
            .filter(([name]) => !TOLD.has(name))
            .map(([name, value]) => (
              <Stored key={name} name={name}>
                {value === null ? <span className="text-muted">–</span> : String(value)}
              </Stored>
            ))}
        </dl>
      </Card>
      <Card aria-labelledby="metadata">
        <CardHeader
          id="metadata"
          title="Metadata"
          description="What the service that made the call said about it"
        />
        <div className="space-y-1 px-5 pb-5 font-mono text-xs">
          <MetadataTree name="metadata" value={metadata} />
        </div>
      </Card>
    </div>
  )
}

function Stored({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="font-mono text-xs leading-5 text-muted">{name}</dt>
      <dd className="min-w-0 break-words tabular-nums">{children}</dd>
    </>
  )
}

function Links({ detail: { call, isOwn, hasConversation } }: { detail: Detail }) {
  return (
    <>
      {call.conversation_id &&
        (isOwn && hasConversation ? (
          <Link
            href={`/chat/${call.conversation_id}` as Route}
            prefetch={false}
            className={buttonClass({ size: 'small' })}
          >
            Open the conversation
          </Link>
        ) : (
          <TextLink href={logHref({ conversation: call.conversation_id })} prefetch={false}>
            Calls of its conversation
          </TextLink>
        ))}
      {call.run_id && (
        <TextLink href={logHref({ run: call.run_id })} prefetch={false}>
          Calls of its run
        </TextLink>
      )}
    </>
  )
}
