import type { UsageFigures } from '@/lib/analytics/usage-answer'
import { formatUsd } from '@/lib/format'

/** What nobody has a price for is unpriced, not free. */
export function usageCost({ requests, pricedRequests, costUsd }: UsageFigures): string {
  return requests > 0 && pricedRequests === 0 ? 'unpriced' : formatUsd(costUsd)
}
