import {
  CircleDashed,
  Coins,
  Frown,
  Hourglass,
  type LucideIcon,
  ShieldAlert,
  ShieldCheck,
  ThumbsUp,
  Zap,
} from 'lucide-react'
import { Card, CardHeader } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import type { Advice } from '@/lib/analytics/models-answer'
import { formatQuantity } from '@/lib/format'

const kinds: Record<Advice['kind'], { icon: LucideIcon; word: string; look: string }> = {
  faster: { icon: Zap, word: 'Speed', look: 'text-accent' },
  more_reliable: { icon: ShieldCheck, word: 'Reliability', look: 'text-good' },
  less_reliable: { icon: ShieldAlert, word: 'Reliability', look: 'text-bad' },
  preferred: { icon: ThumbsUp, word: 'Preference', look: 'text-good' },
  cheaper: { icon: Coins, word: 'Cost', look: 'text-accent' },
  slow_task: { icon: Hourglass, word: 'Slow task', look: 'text-warn' },
  low_satisfaction: { icon: Frown, word: 'Low satisfaction', look: 'text-bad' },
  not_enough_evidence: { icon: CircleDashed, word: 'Too early to say', look: 'text-muted' },
}

/** There is always one: without a certain difference it says what would settle it. */
export function AdviceList({ advice }: { advice: readonly Advice[] }) {
  return (
    <Card aria-labelledby="advice">
      <CardHeader
        id="advice"
        title="What to do"
        description="Only differences that a test finds real (p < 0.05, corrected for their number), the strongest first"
      />
      <ul className="px-5 pb-3">
        {advice.map((each) => (
          <AdviceItem key={each.sentence} advice={each} />
        ))}
      </ul>
    </Card>
  )
}

function AdviceItem({ advice }: { advice: Advice }) {
  const { icon: Icon, word, look } = kinds[advice.kind]
  return (
    <li className="flex gap-3.5 border-t border-line/40 py-3.5">
      <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', look)} />
      <div className="min-w-0">
        <p className="text-sm text-pretty wrap-break-word">{advice.sentence}</p>
        <p className="mt-1 text-xs text-muted tabular-nums">
          {word} · rests on {formatQuantity(advice.calls, 'call')}
        </p>
      </div>
    </li>
  )
}
