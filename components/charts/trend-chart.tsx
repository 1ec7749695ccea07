'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { ChartFrame } from '@/components/charts/chart-frame'
import { TREND_HEIGHT } from '@/components/charts/look'
import {
  prepareTrend,
  TEAM_KEY,
  TREND_METRICS,
  TREND_WORDS,
  type TrendInput,
  type TrendLine,
  type TrendMetric,
} from '@/components/charts/trend-prepare'
import { cn } from '@/components/ui/cn'
import { Segmented } from '@/components/ui/segmented'

const Draw = dynamic(() => import('@/components/charts/trend-draw').then((file) => file.TrendDraw), {
  ssr: false,
})

const options = TREND_METRICS.map((metric) => ({ value: metric, label: TREND_WORDS[metric].label }))

type TrendChartProps = Omit<TrendInput, 'metric' | 'drawn'> & { className?: string }

export function TrendChart({ className, ...data }: TrendChartProps) {
  const [metric, setMetric] = useState<TrendMetric>('successRate')
  const [chosen, setChosen] = useState<string[] | null>(null)
  const chart = prepareTrend({ ...data, metric, drawn: chosen })
  const drawn = chart.lines.map(({ key }) => key).filter((key) => key !== TEAM_KEY)
  const toggle = (key: string) =>
    setChosen(drawn.includes(key) ? drawn.filter((other) => other !== key) : [...drawn, key])

  return (
    <ChartFrame
      subject="Over time"
      words={chart}
      className={className}
      controls={
        <Segmented label="What to show over time" value={metric} options={options} onChange={setMetric} />
      }
    >
      <div style={{ height: TREND_HEIGHT }}>
        <Draw {...chart} metric={metric} />
      </div>
      <fieldset className="mt-4 flex flex-wrap gap-1.5">
        <legend className="sr-only">Models drawn beside all models together</legend>
        <LineChip line={chart.team} isDrawn />
        {chart.models.map((line) => (
          <LineChip
            key={line.key}
            line={line}
            isDrawn={drawn.includes(line.key)}
            onToggle={() => toggle(line.key)}
          />
        ))}
      </fieldset>
    </ChartFrame>
  )
}

type LineChipProps = { line: TrendLine; isDrawn: boolean; onToggle?: () => void }

function LineChip({ line, isDrawn, onToggle }: LineChipProps) {
  const look = cn(
    'inline-flex h-7 items-center gap-2 rounded-full border px-2.5 text-xs transition-colors',
    isDrawn ? 'border-line bg-raised text-ink' : 'border-line/60 text-muted hover:text-ink',
  )
  const sample = (
    <svg aria-hidden viewBox="0 0 22 8" className={cn('h-2 w-5.5', !isDrawn && 'opacity-40')}>
      <path d="M0 4h22" stroke={line.colour} strokeWidth="2.25" strokeDasharray={line.dash} />
    </svg>
  )
  if (!onToggle)
    return (
      <span className={look}>
        {sample}
        {line.label}
      </span>
    )
  return (
    <button type="button" aria-pressed={isDrawn} onClick={onToggle} className={look}>
      {sample}
      {line.label}
    </button>
  )
}
