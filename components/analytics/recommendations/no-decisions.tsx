import { Scale } from 'lucide-react'
import Link from 'next/link'
import { buttonClass } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { LONGEST_DAYS } from '@/lib/analytics/models-search'
import { type RecommendationsQuery, recommendationsHref } from '@/lib/analytics/recommendations-search'

/** What stands in place of the ledger when nothing was decided. */
export function NoDecisions({ query }: { query: RecommendationsQuery }) {
  const everything = { taskType: null, days: LONGEST_DAYS, from: null, to: null }
  const isEverything = query.taskType === null && query.days === LONGEST_DAYS
  return (
    <Card>
      <EmptyState
        icon={Scale}
        title={isEverything ? 'Nothing was decided yet' : 'Nothing was decided in this period'}
        actions={
          <>
            <Link href="/chat" className={buttonClass({ variant: 'primary' })}>
              Open the chat
            </Link>
            {!isEverything && (
              <Link href={recommendationsHref(everything)} className={buttonClass()}>
                Look at the last year
              </Link>
            )}
          </>
        }
      >
        <p>
          Every answer in the chat begins with a choice of model. Each is kept here with its reason, its
          chance and what it predicted, and graded when the outcome is known.
        </p>
        <p>Ask something in the chat and leave the model on automatic.</p>
      </EmptyState>
    </Card>
  )
}
