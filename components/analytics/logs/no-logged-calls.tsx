import { ScrollText } from 'lucide-react'
import Link from 'next/link'
import { buttonClass } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { type LogQuery, logHref, WHOLE_LOG } from '@/lib/analytics/log-search'

export function NoLoggedCalls({ query }: { query: LogQuery }) {
  const isFiltered = logHref(query) !== logHref(WHOLE_LOG)
  return isFiltered ? (
    <EmptyState
      icon={ScrollText}
      title="No call matches these filters"
      actions={
        <Link href={logHref(WHOLE_LOG)} className={buttonClass({ variant: 'primary' })}>
          Clear the filters
        </Link>
      }
    >
      <p>No call that is kept is one that all of them let through.</p>
    </EmptyState>
  ) : (
    <EmptyState
      icon={ScrollText}
      title="No call was recorded yet"
      actions={
        <Link href="/chat" className={buttonClass({ variant: 'primary' })}>
          Open the chat
        </Link>
      }
    >
      <p>Every answer in the chat is recorded here, and every call that your other services report.</p>
    </EmptyState>
  )
}
