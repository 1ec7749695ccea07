import type { AdviceCell } from '@/lib/analytics/advice-cell'
import { cheaperFindings } from '@/lib/analytics/findings/cheaper'
import { fasterFindings } from '@/lib/analytics/findings/faster'
import type { Finding } from '@/lib/analytics/findings/finding'
import { reliabilityFindings } from '@/lib/analytics/findings/reliability'
import { satisfactionFindings } from '@/lib/analytics/findings/satisfaction'
import { slowTaskFindings } from '@/lib/analytics/findings/slow-task'
import { whatWouldSettle } from '@/lib/analytics/findings/what-would-settle'
import type { Advice } from '@/lib/analytics/models-answer'
import { holm } from '@/lib/analytics/statistics'

export type { AdviceCell } from '@/lib/analytics/advice-cell'

const MOST_SENTENCES = 8
const MOST_OF_A_KIND = 2
const TOLERATED_ERROR = 0.05

/**
 * Sentences a lead can act on (A17), the most useful first, at most eight and two of a kind. The chance that any of
 * them tells of a difference that is none is below 5 %, whatever the number of comparisons made. With nothing to tell
 * there is one sentence on what would settle it.
 */
export function advise({ cells }: { cells: readonly AdviceCell[] }): Advice[] {
  const findings = [
    ...fasterFindings(cells),
    ...reliabilityFindings(cells),
    ...satisfactionFindings(cells),
    ...slowTaskFindings(cells),
    ...cheaperFindings(cells),
  ]
  const corrected = holm(findings.map(({ pValue }) => pValue))
  const real = findings
    .filter((finding, index) => finding.usefulness > 0 && (corrected[index] ?? 1) < TOLERATED_ERROR)
    .sort((a, b) => b.usefulness - a.usefulness || a.pValue - b.pValue)
  const told = varied(real).slice(0, MOST_SENTENCES)
  return told.length > 0 ? told : [whatWouldSettle(cells)]
}

/** That one model succeeds more often mostly says that another one does less often. */
function subjectOf(kind: Advice['kind']): Advice['kind'] {
  return kind === 'less_reliable' ? 'more_reliable' : kind
}

/** At most two of a kind, and each task once per kind: its second-best comparison mostly says the same again. */
function varied(findings: readonly Finding[]): Advice[] {
  const told: Advice[] = []
  for (const { advice } of findings) {
    const alike = told.filter(({ kind }) => subjectOf(kind) === subjectOf(advice.kind))
    const isRepeat = alike.some(({ taskType }) => taskType === advice.taskType)
    if (alike.length < MOST_OF_A_KIND && !isRepeat) told.push(advice)
  }
  return told
}
