'use client'

import { useId } from 'react'
import {
  Bar,
  BarChart,
  CartesianGrid,
  ErrorBar,
  LabelList,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { AXIS_LOOK, barsHeight, GRID_LOOK, TOOLTIP_LOOK } from '@/components/charts/look'
import { PER_RATE_BAR, type SuccessRateChart } from '@/components/charts/success-rate-prepare'
import { percentTick } from '@/components/charts/ticks'
import { formatPercent } from '@/lib/format'

export function SuccessRateDraw({ bars, ticks, title }: SuccessRateChart) {
  const fade = useId()
  return (
    <ResponsiveContainer width="100%" height={barsHeight(bars.length, PER_RATE_BAR)}>
      <BarChart
        data={bars}
        layout="vertical"
        barCategoryGap="34%"
        margin={{ top: 0, right: 16, bottom: 0, left: 0 }}
        aria-label={title}
      >
        <defs>
          <linearGradient id={fade}>
            <stop offset="0" stopColor="var(--series-3)" stopOpacity={ticks[0] === 0 ? 0.8 : 0.15} />
            <stop offset="0.4" stopColor="var(--series-3)" stopOpacity="0.8" />
          </linearGradient>
        </defs>
        <CartesianGrid {...GRID_LOOK} horizontal={false} />
        <XAxis
          {...AXIS_LOOK}
          type="number"
          ticks={ticks}
          domain={[ticks[0] ?? 0, 100]}
          allowDataOverflow
          tickFormatter={percentTick}
        />
        <YAxis {...AXIS_LOOK} type="category" dataKey="label" width="auto" interval={0} />
        <Tooltip
          {...TOOLTIP_LOOK}
          cursor={{ fill: 'var(--raised)', fillOpacity: 0.6 }}
          formatter={(value) => formatPercent(Number(value))}
        />
        <Bar
          dataKey="percent"
          name="Success rate"
          fill={`url(#${fade})`}
          radius={[0, 3, 3, 0]}
          isAnimationActive={false}
        >
          <ErrorBar
            dataKey="reach"
            direction="x"
            width={5}
            strokeWidth={1.5}
            stroke="var(--ink)"
            isAnimationActive={false}
          />
          <LabelList
            dataKey="percent"
            position="insideLeft"
            fill="var(--ink)"
            fontSize={11}
            formatter={(value) => formatPercent(Number(value))}
          />
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  )
}
