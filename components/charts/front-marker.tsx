import type { FrontDot, FrontKind } from '@/components/charts/front-prepare'

const RADIUS = 9

const looks: Record<FrontKind, { fill: string; stroke: string; dash?: string; text: string }> = {
  front: { fill: 'var(--accent)', stroke: 'var(--accent)', text: 'var(--on-accent)' },
  beaten: { fill: 'var(--surface)', stroke: 'var(--muted)', text: 'var(--ink)' },
  early: { fill: 'var(--surface)', stroke: 'var(--muted)', dash: '2.5 2.5', text: 'var(--muted)' },
}

type MarkerProps = {
  cx: number | undefined
  cy: number | undefined
  dot: Pick<FrontDot, 'kind' | 'mark' | 'chosenFor' | 'words'>
}

/** A numbered dot: filled on the front, hollow off it, dashed without enough evidence; beside it the priorities that choose it. */
export function FrontMarker({ cx, cy, dot }: MarkerProps) {
  if (cx === undefined || cy === undefined) return <g />
  const { fill, stroke, dash, text } = looks[dot.kind]
  const { isLeft, isBelow } = dot.words
  return (
    <g>
      <circle
        cx={cx}
        cy={cy}
        r={RADIUS}
        fill={fill}
        stroke={stroke}
        strokeWidth="1.5"
        strokeDasharray={dash}
      />
      <text x={cx} y={cy} dy="0.36em" textAnchor="middle" fontSize="10.5" fontWeight="600" fill={text}>
        {dot.mark}
      </text>
      {dot.chosenFor && (
        <text
          x={cx + (isLeft ? -1 : 1) * (RADIUS + 5)}
          y={cy + (isBelow ? RADIUS + 9 : -RADIUS)}
          textAnchor={isLeft ? 'end' : 'start'}
          fontSize="12"
          fontWeight="600"
          fill="var(--ink)"
          stroke="var(--surface)"
          strokeWidth="4"
          strokeLinejoin="round"
          paintOrder="stroke"
        >
          {dot.chosenFor}
        </text>
      )}
    </g>
  )
}
