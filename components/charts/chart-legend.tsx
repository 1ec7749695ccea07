import { type ReactNode, useId } from 'react'
import { Pattern } from '@/components/charts/pattern'

type LegendItem = {
  key: string
  label: ReactNode
  colour: string
  pattern: 'solid' | 'stripes' | 'dots'
}

export function ChartLegend({ items }: { items: readonly LegendItem[] }) {
  return (
    <ul className="mt-3 flex flex-wrap gap-x-5 gap-y-1.5 text-xs text-muted">
      {items.map((item) => (
        <li key={item.key} className="flex items-center gap-2">
          <Swatch colour={item.colour} pattern={item.pattern} />
          {item.label}
        </li>
      ))}
    </ul>
  )
}

export function Swatch({ colour, pattern }: Pick<LegendItem, 'colour' | 'pattern'>) {
  const id = useId()
  return (
    <svg aria-hidden viewBox="0 0 14 14" className="size-3.5 shrink-0">
      {pattern !== 'solid' && (
        <defs>
          <Pattern id={id} kind={pattern} colour={colour} />
        </defs>
      )}
      <rect width="14" height="14" rx="3" fill={pattern === 'solid' ? colour : `url(#${id})`} />
    </svg>
  )
}
