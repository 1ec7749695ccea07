import { CircleDashed, Equal, type LucideIcon, ThumbsUp, TriangleAlert } from 'lucide-react'
import { type Verdict, verdict } from '@/components/analytics/recommendations/verdict'
import { Card, CardHeader } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import type { RecommendationsAnswer } from '@/lib/analytics/recommendations-answer'

const tones: Record<Verdict['tone'], { icon: LucideIcon; look: string }> = {
  better: { icon: ThumbsUp, look: 'text-good' },
  level: { icon: Equal, look: 'text-warn' },
  worse: { icon: TriangleAlert, look: 'text-bad' },
  unknown: { icon: CircleDashed, look: 'text-muted' },
}

export function VerdictCard({ comparison, counts }: Pick<RecommendationsAnswer, 'comparison' | 'counts'>) {
  const { tone, quality, money } = verdict(comparison, counts)
  const { icon: Icon, look } = tones[tone]
  return (
    <Card aria-labelledby="verdict">
      <CardHeader id="verdict" title="Does choosing pay?" />
      <div className="flex gap-3.5 px-5 pb-5">
        <Icon aria-hidden className={cn('mt-0.5 size-5 shrink-0', look)} />
        <div className="min-w-0 space-y-2 text-sm text-pretty wrap-break-word tabular-nums">
          <p className="font-medium">{quality}</p>
          {money.map((sentence) => (
            <p key={sentence} className="text-muted">
              {sentence}
            </p>
          ))}
        </div>
      </div>
    </Card>
  )
}
