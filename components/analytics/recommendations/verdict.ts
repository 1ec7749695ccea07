import { ENOUGH_EFFECTIVE } from '@/lib/analytics/off-policy'
import type {
  AgainstBest,
  Comparison,
  Difference,
  LedgerCounts,
} from '@/lib/analytics/recommendations-answer'
import { formatCount, formatQuantity, formatUsd } from '@/lib/format'

/** What the comparison comes to, in sentences; the first is about quality, the others about money. */
export type Verdict = { tone: 'better' | 'level' | 'worse' | 'unknown'; quality: string; money: string[] }

export function verdict(
  { policies, againstBest, againstDearest, againstCheapest }: Comparison,
  { evaluated }: Pick<LedgerCounts, 'evaluated'>,
): Verdict {
  const money = [againstDearest, againstCheapest].flatMap((each) =>
    each ? [moneySentence(each, evaluated)] : [],
  )
  if (againstBest)
    return { tone: againstBest.verdict, quality: qualitySentence(againstBest, evaluated), money }
  const most = Math.max(
    0,
    ...policies.filter(({ policy }) => policy === 'constant').map(({ success }) => success.effectiveSize),
  )
  return {
    tone: 'unknown',
    quality: `Not enough data to say whether one model for everything would have done as well. That takes ${ENOUGH_EFFECTIVE} effective decisions of one model; the most so far are ${formatCount(Math.floor(most))}.`,
    money,
  }
}

function qualitySentence(against: AgainstBest, evaluated: number): string {
  const { mean, low, high, verdict, hasSatisfaction, contenders, policy } = against
  const name = policy.arm?.model ?? ''
  const good = hasSatisfaction ? 'succeeded and pleased' : 'succeeded'
  const among =
    contenders === 1
      ? 'the only constant choice there is enough data for'
      : `the best of ${contenders} constant choices there is enough data for`
  const interval = `${points(low)} to ${points(high)}`
  const answers = formatQuantity(Math.round(Math.abs(mean) * evaluated), 'answer')
  if (verdict === 'better')
    return `Choosing beat always ${name}, ${among}: ${points(mean)} points more answers ${good} (95% interval ${interval}), about ${answers} more.`
  if (verdict === 'worse')
    return `Always ${name}, ${among}, would have done better: ${points(-mean)} points more answers would have ${good} (95% interval of our lead ${interval}), about ${answers}.`
  const lead = mean < 0 ? `${points(-mean)} points more` : `${points(mean)} points fewer`
  return `Always ${name}, ${among}, would have done as well: ${lead} answers would have ${good}, which may be chance (95% interval ${interval} of our lead).`
}

function moneySentence({ mean, low, high, policy }: Difference, evaluated: number): string {
  const name = `always ${policy.arm?.model ?? ''}, the ${policy.is.includes('dearest') ? 'dearest' : 'cheapest'}`
  const [near, far] = mean < 0 ? [-high, -low] : [low, high]
  if (near <= 0) return `It cost about the same as ${name}.`
  const perThousand = (usd: number) => formatUsd(1000 * usd)
  const total = `${formatUsd(Math.abs(mean) * evaluated)} over ${formatQuantity(evaluated, 'decision')}`
  return `It cost ${perThousand(Math.abs(mean))} ${mean < 0 ? 'less' : 'more'} per 1,000 calls than ${name} (${perThousand(near)} to ${perThousand(far)}): ${total}.`
}

function points(share: number): string {
  return (100 * share).toFixed(1).replace('-', '−')
}
