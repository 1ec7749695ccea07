import { Card, CardHeader } from '@/components/ui/card'
import { Table, Td, Th } from '@/components/ui/table'
import type { Accuracy } from '@/lib/analytics/calibration'
import { formatCount, formatPercent, formatQuantity } from '@/lib/format'

type ConfusionCardProps = {
  id: string
  title: string
  /** What a prediction of 50 % or more, and one of less, foretells. */
  yes: string
  no: string
  accuracy: Accuracy
}

export function ConfusionCard({ id, title, yes, no, accuracy }: ConfusionCardProps) {
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = accuracy.confusion
  const ratios = [
    ['Accuracy', accuracy.accuracy],
    ['Precision', accuracy.precision],
    ['Recall', accuracy.recall],
    ['F1', accuracy.f1],
  ] as const
  return (
    <Card aria-labelledby={id}>
      <CardHeader
        id={id}
        title={title}
        description={`Of ${formatQuantity(accuracy.total, 'graded decision')}; 50% or more foretells “${yes}”`}
      />
      <dl className="grid grid-cols-2 gap-3 px-5 pb-4 sm:grid-cols-4">
        {ratios.map(([label, ratio]) => (
          <div key={label}>
            <dt className="text-xs text-muted">{label}</dt>
            <dd className="mt-0.5 text-lg font-semibold tabular-nums">
              {formatPercent(ratio === null ? null : 100 * ratio)}
            </dd>
          </div>
        ))}
      </dl>
      <Table label={`${title}: foretold against actual`}>
        <thead>
          <tr>
            <Th className="pl-5">Foretold</Th>
            <Th className="text-right whitespace-normal">Actually {yes}</Th>
            <Th className="text-right whitespace-normal">Actually {no}</Th>
          </tr>
        </thead>
        <tbody>
          <ConfusionRow label={yes} counts={[truePositives, falsePositives]} />
          <ConfusionRow label={no} counts={[falseNegatives, trueNegatives]} />
        </tbody>
      </Table>
    </Card>
  )
}

function ConfusionRow({ label, counts }: { label: string; counts: readonly [number, number] }) {
  return (
    <tr>
      <Th scope="row" className="border-line/40 py-2.5 pl-5 text-sm font-normal text-ink capitalize">
        {label}
      </Th>
      <Td className="text-right">{formatCount(counts[0])}</Td>
      <Td className="text-right">{formatCount(counts[1])}</Td>
    </tr>
  )
}
