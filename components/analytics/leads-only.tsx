import { LockKeyhole } from 'lucide-react'
import Link from 'next/link'
import { buttonClass } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'

/** What a member sees in place of a page that is for leads. */
export function LeadsOnly({ teamName }: { teamName: string }) {
  return (
    <Card>
      <EmptyState
        icon={LockKeyhole}
        title="Only leads see these figures"
        actions={
          <Link href="/chat" className={buttonClass({ variant: 'primary' })}>
            Go to the chat
          </Link>
        }
      >
        <p>
          They come from the calls of everyone in {teamName}. You are a member of this team; a lead can make
          you one too, in Settings.
        </p>
        <p>
          In the chat you can see for each of your own answers which model gave it, and why it was chosen.
        </p>
      </EmptyState>
    </Card>
  )
}
