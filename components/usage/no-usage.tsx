import { Coins } from 'lucide-react'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'

export function NoUsage({ who }: { who: string }) {
  return (
    <Card>
      <EmptyState icon={Coins} title="Nothing was used in these days">
        <p>Every request of {who} is counted here: its tokens, its cost and what it was for.</p>
      </EmptyState>
    </Card>
  )
}
