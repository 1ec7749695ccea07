import { FeatureBadge } from '@/components/analytics/logs/feature-badge'
import { UsageTable } from '@/components/usage/usage-table'
import type { Usage } from '@/lib/analytics/usage-answer'
import { armLabels } from '@/lib/arm-labels'
import { formatDay } from '@/lib/format'

type UsageBreakdownsProps = { usage: Pick<Usage, 'byFeature' | 'byModel' | 'byDay' | 'timeZone'> }

export function UsageBreakdowns({ usage: { byFeature, byModel, byDay, timeZone } }: UsageBreakdownsProps) {
  const label = armLabels(byModel)
  return (
    <div className="grid gap-4 sm:gap-5 xl:grid-cols-2">
      <UsageTable
        id="by-feature"
        title="By feature"
        label="Feature"
        rows={byFeature.map((figures) => ({
          key: figures.feature,
          name: <FeatureBadge feature={figures.feature} />,
          figures,
        }))}
      />
      <UsageTable
        id="by-model"
        title="By model"
        label="Model"
        rows={byModel.map((figures) => ({
          key: `${figures.provider}/${figures.model}`,
          name: label(figures),
          figures,
        }))}
      />
      <UsageTable
        className="xl:col-span-2"
        id="by-day"
        title="By day"
        description={`Days in ${timeZone}, the latest first`}
        label="Day"
        rows={byDay.toReversed().map((figures) => ({
          key: figures.day,
          name: formatDay(figures.day, 'with year'),
          figures,
        }))}
      />
    </div>
  )
}
