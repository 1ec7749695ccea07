'use client'

import { CloudAlert } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

type FailurePageProps = {
  /** What the boundary caught; on the server's side the log holds the cause under the same digest. */
  error: unknown
  retry: () => void
}

export function FailurePage({ error, retry }: FailurePageProps) {
  const digest = digestOf(error)
  return (
    <div className="grid min-h-[70dvh] place-content-center">
      <EmptyState
        icon={CloudAlert}
        title="This page could not be shown"
        actions={
          <Button variant="primary" onClick={retry}>
            Try again
          </Button>
        }
      >
        <p>Something behind it did not answer. Try again in a moment.</p>
        {digest && (
          <p>
            If it stays like this, tell whoever runs Augury this number:{' '}
            <code className="font-mono">{digest}</code>
          </p>
        )}
      </EmptyState>
    </div>
  )
}

function digestOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('digest' in error)) return null
  return typeof error.digest === 'string' ? error.digest : null
}
