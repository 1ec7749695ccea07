import { Table, Td, Th } from '@/components/ui/table'
import type { RankedArm, ShownDecision } from '@/lib/chat/chat-message'
import { formatCount, formatDuration, formatPercent, formatUsd, taskTypeLabel } from '@/lib/format'
import { type Arm, isSameArm } from '@/lib/vocabulary'

const DECIDED_BY = {
  user: 'You chose this model.',
  conversation: 'Kept from the answer before.',
  rules: 'Decided by rules.',
  evidence: 'Decided by what your team’s calls show.',
} as const

const CHANCE_MEANS = {
  drawn: 'Chance: with which each was to be chosen.',
  'not drawn': 'Chance: with which each would have been chosen without that.',
} as const

const isDrawn = (chosenBy: ShownDecision['chosenBy']) => chosenBy === 'rules' || chosenBy === 'evidence'

type WhyThisModelProps = { decision: ShownDecision; chosen: Arm }

/** The reason behind an answer's model, how sure it is, and how the others stood. */
export function WhyThisModel({ decision, chosen }: WhyThisModelProps) {
  const { reason, chosenBy, confidence, taskType, taskComplexity, priority, candidates } = decision
  return (
    <div className="mt-2 space-y-3 rounded-lg border border-line bg-surface p-4 text-sm">
      <p className="text-pretty">{reason}</p>
      <dl className="flex flex-wrap gap-x-6 gap-y-2 text-xs">
        <Fact term="Decision">{DECIDED_BY[chosenBy]}</Fact>
        {chosenBy !== 'user' && <Fact term="Priority">{priority}</Fact>}
        <Fact term="Task">{`${taskTypeLabel(taskType)}, ${taskComplexity}`}</Fact>
        {confidence !== null && <Fact term="As good as the best">{`${formatPercent(confidence)} sure`}</Fact>}
      </dl>
      {candidates.length > 0 && (
        <Table label="Models compared" className="[&_td]:px-2 [&_th]:px-2 [&_th]:whitespace-normal">
          <thead>
            <tr>
              <Th>Model</Th>
              <Th className="text-right">Calls</Th>
              <Th className="text-right">Success</Th>
              <Th className="text-right">Satisfaction</Th>
              <Th className="text-right">Expected good</Th>
              <Th className="text-right">p95 time</Th>
              <Th className="text-right">Per success</Th>
              <Th className="text-right">Chance</Th>
            </tr>
          </thead>
          <tbody>
            {candidates.map((candidate) => (
              <CandidateRow
                key={`${candidate.provider} ${candidate.model}`}
                candidate={candidate}
                isChosen={isSameArm(candidate, chosen)}
              />
            ))}
          </tbody>
        </Table>
      )}
      <p className="text-xs text-muted">
        Your team’s last 30 days. A dash means nothing was counted yet. Expected good: answers that succeed
        and please, counting other tasks too; the time that 95% of them stay below, and the dollars per
        successful call, likewise. {CHANCE_MEANS[isDrawn(chosenBy) ? 'drawn' : 'not drawn']}
      </p>
    </div>
  )
}

function Fact({ term, children }: { term: string; children: string }) {
  return (
    <div>
      <dt className="text-muted">{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function CandidateRow({ candidate, isChosen }: { candidate: RankedArm; isChosen: boolean }) {
  const { model, metrics } = candidate
  return (
    <tr className={isChosen ? 'text-accent' : undefined}>
      <Td className="whitespace-nowrap">
        {model}
        {isChosen && <span className="sr-only"> (chosen)</span>}
      </Td>
      <Td className="text-right">{formatCount(metrics.sampleSize)}</Td>
      <Td className="text-right">{formatPercent(metrics.successRate)}</Td>
      <Td className="text-right whitespace-nowrap">
        {formatPercent(metrics.satisfactionRate)}
        {metrics.ratedCalls > 0 && (
          <span className="text-xs text-muted"> of {formatCount(metrics.ratedCalls)}</span>
        )}
      </Td>
      <Td className="text-right">
        {formatPercent(100 * candidate.predictedSuccess * candidate.predictedSatisfaction)}
      </Td>
      <Td className="text-right whitespace-nowrap">{formatDuration(candidate.predictedP95Ms)}</Td>
      <Td className="text-right whitespace-nowrap">{formatUsd(usdPerSuccess(candidate))}</Td>
      <Td className="text-right">{formatPercent(100 * candidate.probability)}</Td>
    </tr>
  )
}

/** As the policy weighs it. */
function usdPerSuccess({ predictedCostUsd, predictedSuccess }: RankedArm): number | null {
  return predictedCostUsd === null ? null : predictedCostUsd / Math.max(0.01, predictedSuccess)
}
