import { ArrowRight, ChevronsLeft } from 'lucide-react'
import Link from 'next/link'
import { buttonClass } from '@/components/ui/button'
import { type LogQuery, logHref } from '@/lib/analytics/log-search'

type LogPagerProps = {
  query: LogQuery
  /** What the next page begins after; null on the last one. */
  before: string | null
}

export function LogPager({ query, before }: LogPagerProps) {
  if (!query.before && !before) return null
  return (
    <nav aria-label="Pages" className="flex justify-between gap-3 border-t border-line/70 px-5 py-3">
      {query.before ? (
        <Link
          href={logHref({ ...query, before: null })}
          prefetch={false}
          className={buttonClass({ variant: 'ghost', size: 'small' })}
        >
          <ChevronsLeft aria-hidden className="size-3.5" />
          Newest
        </Link>
      ) : (
        <span />
      )}
      {before && (
        <Link
          href={logHref({ ...query, before })}
          prefetch={false}
          className={buttonClass({ size: 'small' })}
        >
          Older
          <ArrowRight aria-hidden className="size-3.5" />
        </Link>
      )}
    </nav>
  )
}
