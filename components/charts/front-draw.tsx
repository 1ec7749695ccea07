'use client'

import { Fragment } from 'react'
import {
  CartesianGrid,
  ErrorBar,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  type ScatterShapeProps,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { FrontMarker } from '@/components/charts/front-marker'
import type { FrontChart, FrontDot } from '@/components/charts/front-prepare'
import {
  FRONT_HEIGHT,
  GRID_LOOK,
  REACH_LOOK,
  SCATTER_AXIS_LOOK,
  SCATTER_TOOLTIP_LOOK,
  TOOLTIP_LOOK,
} from '@/components/charts/look'
import { percentTick } from '@/components/charts/ticks'
import { formatPercent, formatUsd } from '@/lib/format'

const LINE_LOOK = { stroke: 'var(--accent)', strokeWidth: 2, strokeLinecap: 'square', zIndex: 300 } as const

export function FrontDraw({ dots, line, usdTicks, isLogarithmic, percentTicks, title }: FrontChart) {
  return (
    <ResponsiveContainer width="100%" height={FRONT_HEIGHT}>
      <ScatterChart margin={{ top: 12, right: 12, bottom: 0, left: 0 }} aria-label={title}>
        <CartesianGrid {...GRID_LOOK} />
        <XAxis
          {...SCATTER_AXIS_LOOK}
          dataKey="usd"
          name="Per success"
          scale={isLogarithmic ? 'log' : 'linear'}
          ticks={usdTicks}
          domain={[usdTicks[0] ?? 0, usdTicks.at(-1) ?? 0]}
          padding={{ left: 14, right: 14 }}
          tickMargin={8}
          tickFormatter={formatUsd}
        />
        <YAxis
          {...SCATTER_AXIS_LOOK}
          dataKey="percent"
          name="Quality"
          width="auto"
          ticks={percentTicks}
          domain={[percentTicks[0] ?? 0, percentTicks.at(-1) ?? 100]}
          allowDataOverflow
          tickFormatter={percentTick}
        />
        <Tooltip
          {...SCATTER_TOOLTIP_LOOK}
          content={({ active, payload }) => <FrontTooltip dot={active ? payload?.[0]?.payload : undefined} />}
        />
        {line.map((from, index) => {
          const to = line[index + 1]
          if (!to) return null
          return (
            <Fragment key={from.usd}>
              <ReferenceLine {...LINE_LOOK} segment={segment(from, { ...from, usd: to.usd })} />
              <ReferenceLine {...LINE_LOOK} segment={segment({ ...from, usd: to.usd }, to)} />
            </Fragment>
          )
        })}
        <Scatter
          data={dots}
          shape={({ cx, cy, payload }: ScatterShapeProps) => <FrontMarker cx={cx} cy={cy} dot={payload} />}
          isAnimationActive={false}
        >
          <ErrorBar {...REACH_LOOK} strokeWidth={1.25} stroke="var(--muted)" />
        </Scatter>
      </ScatterChart>
    </ResponsiveContainer>
  )
}

type Corner = FrontChart['line'][number]

function segment(from: Corner, to: Corner) {
  return [
    { x: from.usd, y: from.percent },
    { x: to.usd, y: to.percent },
  ] as const
}

function FrontTooltip({ dot }: { dot: FrontDot | undefined }) {
  if (!dot) return null
  return (
    <div style={TOOLTIP_LOOK.contentStyle} className="px-3 py-2 text-ink">
      <p style={TOOLTIP_LOOK.labelStyle}>
        {dot.mark} · {dot.label}
      </p>
      <p>
        Quality {formatPercent(dot.percent)} ({formatPercent(dot.low)} to {formatPercent(dot.high)})
      </p>
      <p>{formatUsd(dot.usd)} per success</p>
      <p>p95 {dot.p95}</p>
    </div>
  )
}
