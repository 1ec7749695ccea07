type PatternProps = { id: string; kind: 'stripes' | 'dots'; colour: string }

/** A fill that is told from a plain one without its colour; put it in an SVG's `defs`. */
export function Pattern({ id, kind, colour }: PatternProps) {
  return (
    <pattern
      id={id}
      width="6"
      height="6"
      patternUnits="userSpaceOnUse"
      patternTransform={kind === 'stripes' ? 'rotate(45)' : undefined}
    >
      <rect width="6" height="6" fill={colour} fillOpacity="0.22" />
      {kind === 'stripes' ? (
        <rect width="2.5" height="6" fill={colour} />
      ) : (
        <circle cx="3" cy="3" r="1.1" fill={colour} />
      )}
    </pattern>
  )
}
