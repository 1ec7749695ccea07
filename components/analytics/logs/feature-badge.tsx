import { featureColor, featureLabel } from '@/components/analytics/logs/feature-look'

/** A feature by colour and name. */
export function FeatureBadge({ feature }: { feature: string }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-2">
      <span
        aria-hidden
        className="size-2.5 shrink-0 rounded-sm"
        style={{ background: featureColor(feature) }}
      />
      <span className="truncate">{featureLabel(feature)}</span>
    </span>
  )
}
