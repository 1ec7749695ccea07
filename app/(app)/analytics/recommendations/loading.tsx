import { ModelsSkeleton } from '@/components/analytics/models-skeleton'
import { Page } from '@/components/ui/page'

export default function RecommendationsLoading() {
  return (
    <Page title="Ledger">
      <ModelsSkeleton />
    </Page>
  )
}
