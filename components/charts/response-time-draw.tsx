'use client'

import { useId } from 'react'
import { Bar, BarChart, CartesianGrid, LabelList, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { AXIS_LOOK, barsHeight, GRID_LOOK, TOOLTIP_LOOK } from '@/components/charts/look'
import { Pattern } from '@/components/charts/pattern'
import { PER_TIME_BAR, type ResponseTimeChart } from '@/components/charts/response-time-prepare'
import { secondsTick } from '@/components/charts/ticks'
import { formatDuration } from '@/lib/format'

export function ResponseTimeDraw({ bars, ticks, title }: ResponseTimeChart) {
  const stripes = useId()
  const label = {
    position: 'right',
    fill: 'var(--ink)',
    fontSize: 11,
    formatter: (value: unknown) => formatDuration(Number(value)),
  } as const
  return (
    <ResponsiveContainer width="100%" height={barsHeight(bars.length, PER_TIME_BAR)}>
      <BarChart
        data={bars}
        layout="vertical"
        barGap={2}
        barCategoryGap="22%"
        margin={{ top: 0, right: 44, bottom: 0, left: 0 }}
        aria-label={title}
      >
        <defs>
          <Pattern id={stripes} kind="stripes" colour="var(--series-2)" />
        </defs>
        <CartesianGrid {...GRID_LOOK} horizontal={false} />
        <XAxis
          {...AXIS_LOOK}
          type="number"
          ticks={ticks}
          domain={[0, ticks.at(-1) ?? 0]}
          tickFormatter={secondsTick}
        />
        <YAxis {...AXIS_LOOK} type="category" dataKey="label" width="auto" interval={0} />
        <Tooltip
          {...TOOLTIP_LOOK}
          cursor={{ fill: 'var(--raised)', fillOpacity: 0.6 }}
          formatter={(value) => formatDuration(Number(value))}
        />
        <Bar
          dataKey="p50"
          name="p50 (half are faster)"
          fill="var(--series-1)"
          radius={[0, 3, 3, 0]}
          isAnimationActive={false}
        >
          <LabelList dataKey="p50" {...label} />
        </Bar>
        <Bar
          dataKey="p95"
          name="p95 (19 of 20 are faster)"
          fill={`url(#${stripes})`}
          radius={[0, 3, 3, 0]}
          isAnimationActive={false}
        >
          <LabelList dataKey="p95" {...label} />
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  )
}
