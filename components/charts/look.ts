/** The parts of a chart that look alike in all of them. */

export const AXIS_LOOK = {
  tick: { fill: 'var(--muted)', fontSize: 12 },
  tickLine: false,
  axisLine: false,
} as const

export const GRID_LOOK = { stroke: 'var(--line)', strokeOpacity: 0.5, strokeDasharray: '2 4' } as const

export const TOOLTIP_LOOK = {
  contentStyle: {
    background: 'var(--raised)',
    border: '1px solid var(--line)',
    borderRadius: 8,
    fontSize: 12,
    fontVariantNumeric: 'tabular-nums',
  },
  labelStyle: { color: 'var(--ink)', fontWeight: 600, marginBottom: 4 },
  itemStyle: { color: 'var(--ink)', padding: 0 },
  isAnimationActive: false,
} as const

export const SCATTER_AXIS_LOOK = { ...AXIS_LOOK, type: 'number' } as const
export const SCATTER_TOOLTIP_LOOK = {
  ...TOOLTIP_LOOK,
  cursor: { stroke: 'var(--muted)', strokeDasharray: '2 3' },
} as const
/** The 95 % interval of a dot, up and down. */
export const REACH_LOOK = { dataKey: 'reach', direction: 'y', width: 5, isAnimationActive: false } as const

export const TREND_HEIGHT = 300
export const PIE_HEIGHT = 220
export const FRONT_HEIGHT = 340

/** Height of a chart of horizontal bars, in pixels. */
export function barsHeight(count: number, perBar: number): number {
  return count * perBar + 36
}
