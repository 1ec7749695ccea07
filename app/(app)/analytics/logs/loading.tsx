import { Page } from '@/components/ui/page'
import { Skeleton } from '@/components/ui/skeleton'

export default function LogLoading() {
  return (
    <Page title="Log">
      <div className="space-y-5">
        <Skeleton className="h-15" />
        <Skeleton className="h-40 rounded-xl" />
        <Skeleton className="h-160 rounded-xl" />
      </div>
    </Page>
  )
}
