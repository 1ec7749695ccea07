import { ModelsSkeleton } from '@/components/analytics/models-skeleton'
import { Page } from '@/components/ui/page'

export default function ModelsLoading() {
  return (
    <Page title="Models">
      <ModelsSkeleton />
    </Page>
  )
}
