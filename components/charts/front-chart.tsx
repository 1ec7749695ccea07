'use client'

import { CircleDashed } from 'lucide-react'
import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import { ChartFrame } from '@/components/charts/chart-frame'
import { FrontMarker } from '@/components/charts/front-marker'
import { type FrontReading, prepareFront } from '@/components/charts/front-prepare'
import { FRONT_HEIGHT } from '@/components/charts/look'
import { formatQuantity } from '@/lib/format'
import type { FrontOfTask } from '@/lib/recommender/front-of-task'

const Draw = dynamic(() => import('@/components/charts/front-draw').then((file) => file.FrontDraw), {
  ssr: false,
})

const NO_WORDS = { isLeft: false, isBelow: false }

type FrontChartProps = {
  subject: string
  front: FrontOfTask
  /** How far back the evidence reaches. */
  evidenceDays: number
  controls?: ReactNode
}

export function FrontChart({ subject, front, evidenceDays, controls }: FrontChartProps) {
  const chart = prepareFront(front, evidenceDays)
  const unpriced = chart.readings.filter(({ usd }) => usd === null)
  return (
    <ChartFrame
      subject={subject}
      words={chart}
      controls={controls}
      footer={front.settled && <WouldSettle sentence={front.settled} />}
    >
      <div className="grid items-center gap-x-8 gap-y-4 xl:grid-cols-[3fr_2fr]">
        <div className="min-w-0">
          {chart.dots.length > 0 && (
            <div style={{ height: FRONT_HEIGHT }}>
              <Draw {...chart} />
            </div>
          )}
          <p className="mt-3 text-xs text-pretty text-muted">
            {chart.dots.length > 0 && KEY}
            {unpriced.length > 0 && 'Not drawn, as the price is unknown: '}
            {unpriced.map(({ label }) => label).join(', ')}
          </p>
        </div>
        <ol className="grid content-start gap-x-6 gap-y-3 sm:grid-cols-2 xl:grid-cols-1">
          {chart.readings.map((reading) => (
            <Reading key={reading.key} reading={reading} />
          ))}
        </ol>
      </div>
    </ChartFrame>
  )
}

const KEY =
  'Filled: on the front, no model is better, faster and cheaper. Hollow: another one is. Dashed: not enough evidence yet. Line: the best quality for the money; what is filled below it is there for its speed. '

function WouldSettle({ sentence }: { sentence: string }) {
  return (
    <p className="mt-5 flex items-start gap-2.5 border-t border-line/40 pt-4 text-sm text-pretty">
      <CircleDashed aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
      <span>{sentence}</span>
    </p>
  )
}

function Reading({ reading }: { reading: FrontReading }) {
  const { label, quality, p95, calls, place, chosenFor } = reading
  return (
    <li className="flex min-w-0 gap-2.5">
      <svg aria-hidden viewBox="0 0 20 20" className="size-5 shrink-0">
        <FrontMarker cx={10} cy={10} dot={{ ...reading, chosenFor: '', words: NO_WORDS }} />
      </svg>
      <div className="min-w-0 text-xs text-muted tabular-nums">
        <p className="text-sm text-ink wrap-break-word">
          <span className="font-medium">{label}</span>
          {chosenFor && <span className="text-accent"> · chosen for {chosenFor}</span>}
        </p>
        <p className="mt-0.5">
          {quality} · p95 {p95} · {formatQuantity(calls, 'call')} · {place}
        </p>
      </div>
    </li>
  )
}
