import { featureColor, featureLabel } from '@/components/analytics/logs/feature-look'

/** A feature by colour and name. */
export function FeatureBadge({ feature }: { feature: string }) {
  return (
    <span className="inline-flex max-w-full min-w-0 items-baseline gap-2">
      <span
        aria-hidden
        className="size-2.5 shrink-0 rounded-sm"
        style={{ background: featureColor(feature) }}
      />
      <span className="min-w-0 whitespace-normal wrap-anywhere">{featureLabel(feature)}</span>
    </span>
  )
}
