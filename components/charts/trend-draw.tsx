'use client'

import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { AXIS_LOOK, GRID_LOOK, TOOLTIP_LOOK, TREND_HEIGHT } from '@/components/charts/look'
import {
  TEAM_KEY,
  TREND_WORDS,
  type TrendChart,
  type TrendMetric,
  type TrendPoint,
} from '@/components/charts/trend-prepare'
import { formatDay } from '@/lib/format'

/** Up to this many days the days are dots too, so that one between two empty ones is seen. */
const DOTTED_DAYS = 45

export function TrendDraw({ points, lines, axisFrom, title, metric }: TrendChart & { metric: TrendMetric }) {
  const { format, tick } = TREND_WORDS[metric]
  return (
    <ResponsiveContainer width="100%" height={TREND_HEIGHT}>
      <LineChart data={points} margin={{ top: 8, right: 12, bottom: 0, left: 0 }} aria-label={title}>
        <CartesianGrid {...GRID_LOOK} vertical={false} />
        <XAxis
          {...AXIS_LOOK}
          dataKey="day"
          tickFormatter={(day) => formatDay(String(day))}
          minTickGap={32}
          tickMargin={8}
        />
        <YAxis
          {...AXIS_LOOK}
          width="auto"
          domain={[axisFrom, axisFrom > 0 ? 100 : 'auto']}
          tickFormatter={tick}
        />
        <Tooltip
          {...TOOLTIP_LOOK}
          cursor={{ stroke: 'var(--muted)', strokeDasharray: '2 3' }}
          labelFormatter={(day) => formatDay(String(day), 'with year')}
          formatter={(value) => format(typeof value === 'number' ? value : null)}
        />
        {lines.map(({ key, label, colour, dash }) => (
          <Line
            key={key}
            dataKey={(point: TrendPoint) => point.values[key]}
            name={label}
            stroke={colour}
            strokeDasharray={dash}
            strokeWidth={key === TEAM_KEY ? 2.5 : 1.75}
            dot={points.length <= DOTTED_DAYS ? { r: 1.75, fill: colour, strokeWidth: 0 } : false}
            activeDot={{ r: 4 }}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  )
}
