import { Compass } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { buttonClass } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFoundPage() {
  return (
    <main className="grid min-h-[70dvh] place-content-center">
      <EmptyState
        icon={Compass}
        title="There is nothing here"
        actions={
          <Link href="/" className={buttonClass({ variant: 'primary' })}>
            Go to the start
          </Link>
        }
      >
        <p>The address is wrong, or what was here is gone or belongs to someone else.</p>
      </EmptyState>
    </main>
  )
}
