import { X } from 'lucide-react'
import Link from 'next/link'
import { buttonClass } from '@/components/ui/button'
import { type LogQuery, logHref, WHOLE_LOG } from '@/lib/analytics/log-search'
import { errorKindLabel } from '@/lib/format'

/** What narrows the log beside the filters that can be chosen: where a link led here. */
export function NarrowedTo({ query }: { query: LogQuery }) {
  const all = [
    query.errorKind && { key: 'errorKind', label: `Kind of error: ${errorKindLabel(query.errorKind)}` },
    query.externalUser && { key: 'externalUser', label: `User: ${query.externalUser}` },
    query.conversation && { key: 'conversation', label: 'One conversation' },
    query.run && { key: 'run', label: 'One run' },
    query.search && { key: 'search', label: `“${query.search}”` },
  ].filter((each) => typeof each === 'object' && each !== null)
  const isNarrowed = logHref({ ...query, before: null }) !== logHref(WHOLE_LOG)
  if (!isNarrowed) return null
  const look = buttonClass({ size: 'small', variant: 'ghost' })
  return (
    <p className="flex flex-wrap gap-2">
      {all.map(({ key, label }) => (
        <Link
          key={key}
          href={logHref({ ...query, before: null, [key]: null })}
          prefetch={false}
          className={buttonClass({ size: 'small' })}
        >
          <span className="max-w-60 truncate">{label}</span>
          <X aria-label="take away" className="size-3.5" />
        </Link>
      ))}
      <Link href={logHref(WHOLE_LOG)} prefetch={false} className={look}>
        Clear all filters
      </Link>
    </p>
  )
}
