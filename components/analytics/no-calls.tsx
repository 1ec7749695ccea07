import { ScrollText } from 'lucide-react'
import Link from 'next/link'
import { modelsHref } from '@/components/analytics/models-href'
import { TextLink } from '@/components/form/text-link'
import { buttonClass } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { LONGEST_DAYS, type ModelsQuery, UNFILTERED } from '@/lib/analytics/models-search'

/** What stands in place of the figures when there is not one call (A28). */
export function NoCalls({ query, isRecording }: { query: ModelsQuery; isRecording: boolean }) {
  const unfiltered = { ...query, ...UNFILTERED }
  const isFiltered = modelsHref(query) !== modelsHref(unfiltered)
  const chat = (
    <Link href="/chat" className={buttonClass({ variant: 'primary' })}>
      Open the chat
    </Link>
  )
  const everything = { ...unfiltered, days: LONGEST_DAYS, from: null, to: null }
  return (
    <Card>
      {isFiltered ? (
        <EmptyState
          icon={ScrollText}
          title="No call matches these filters"
          actions={
            <Link href={modelsHref(unfiltered)} className={buttonClass({ variant: 'primary' })}>
              Clear the filters
            </Link>
          }
        >
          <p>The team made no call in this period that all of them let through.</p>
        </EmptyState>
      ) : query.days === LONGEST_DAYS ? (
        <EmptyState icon={ScrollText} title="No call was recorded yet" actions={chat}>
          <p>
            Every answer in the chat is recorded here: which model gave it, how long it took, what it cost and
            whether it was liked.
          </p>
          <NextStep isRecording={isRecording} />
        </EmptyState>
      ) : (
        <EmptyState
          icon={ScrollText}
          title="No call in this period"
          actions={
            <>
              {chat}
              <Link href={modelsHref(everything)} className={buttonClass()}>
                Look at the last year
              </Link>
            </>
          }
        >
          <p>
            There is no data yet for these days. Every answer in the chat is recorded here as soon as it ends.
          </p>
          <NextStep isRecording={isRecording} />
        </EmptyState>
      )}
    </Card>
  )
}

function NextStep({ isRecording }: { isRecording: boolean }) {
  if (isRecording)
    return <p>Ask something in the chat and rate the answer; the figures appear within half a minute.</p>
  return (
    <p>
      This team records no calls at present. Switch that on in <TextLink href="/settings">Settings</TextLink>,
      then ask something in the chat.
    </p>
  )
}
