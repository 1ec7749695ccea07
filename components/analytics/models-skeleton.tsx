import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'

const CARDS = ['calls', 'time', 'success', 'satisfaction', 'tokens', 'cost']

/** The shape of the dashboard while its figures are counted. */
export function ModelsSkeleton() {
  return (
    <div role="status" className="space-y-4 sm:space-y-5">
      <span className="sr-only">Counting the calls…</span>
      <Skeleton className="h-15 w-full max-w-2xl" />
      <div className="grid grid-cols-2 gap-3 sm:gap-4 md:grid-cols-3 2xl:grid-cols-6">
        {CARDS.map((card) => (
          <Card key={card} className="p-5">
            <Skeleton className="h-3 w-20" />
            <Skeleton className="mt-3 h-8 w-24" />
            <Skeleton className="mt-3 h-3 w-28" />
            <Skeleton className="mt-5 h-3 w-24" />
          </Card>
        ))}
      </div>
      <div className="grid gap-4 sm:gap-5 xl:grid-cols-2">
        <Skeleton className="h-96 rounded-xl" />
        <Skeleton className="h-96 rounded-xl" />
        <Skeleton className="h-112 rounded-xl" />
        <Skeleton className="h-112 rounded-xl" />
      </div>
    </div>
  )
}
