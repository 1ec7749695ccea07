'use client'

import { useId } from 'react'
import { Pie, PieChart, ResponsiveContainer, Tooltip } from 'recharts'
import { PIE_HEIGHT, TOOLTIP_LOOK } from '@/components/charts/look'
import { Pattern } from '@/components/charts/pattern'
import type { SatisfactionChart } from '@/components/charts/satisfaction-prepare'
import { formatCount } from '@/lib/format'

export function SatisfactionDraw({ slices, title }: SatisfactionChart) {
  const id = useId()
  const data = slices.map(({ key, label, count, colour, pattern }) => ({
    label,
    count,
    fill: pattern === 'solid' ? colour : `url(#${id}${key})`,
  }))
  return (
    <ResponsiveContainer width="100%" height={PIE_HEIGHT}>
      <PieChart aria-label={title}>
        <defs>
          {slices.map(({ key, pattern, colour }) =>
            pattern === 'solid' ? null : (
              <Pattern key={key} id={`${id}${key}`} kind={pattern} colour={colour} />
            ),
          )}
        </defs>
        <Tooltip {...TOOLTIP_LOOK} formatter={(value) => `${formatCount(Number(value))} calls`} />
        <Pie
          data={data}
          dataKey="count"
          nameKey="label"
          innerRadius="64%"
          outerRadius="98%"
          startAngle={90}
          endAngle={-270}
          stroke="var(--surface)"
          strokeWidth={2}
          isAnimationActive={false}
        />
      </PieChart>
    </ResponsiveContainer>
  )
}
