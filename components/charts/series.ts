const DASHES = ['', '7 4', '2 3', '9 3 2 3'] as const
const COLOURS = 8

/** Colour and dash of the n-th series: neighbours differ in both, so that neither is needed alone. */
export function seriesLook(index: number): { colour: string; dash: string } {
  return {
    colour: `var(--series-${(index % COLOURS) + 1})`,
    dash: DASHES[(index + Math.floor(index / COLOURS)) % DASHES.length] ?? '',
  }
}
