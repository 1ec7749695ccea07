import type { ComponentProps } from 'react'

/** Augury's sign: a twenty-sided die seen from its face. */
export function Mark(props: ComponentProps<'svg'>) {
  return (
    <svg viewBox="0 0 32 32" fill="none" stroke="currentColor" strokeLinejoin="round" aria-hidden {...props}>
      <path d="M16 2 28 9v14L16 30 4 23V9Z" strokeWidth="1.75" />
      <path d="M16 9.5 23 21.5H9Z" fill="currentColor" fillOpacity="0.2" strokeWidth="1.75" />
      <path
        d="M16 2v7.5M4 9l12 .5L28 9M4 9l5 12.5L4 23M28 9l-5 12.5 5 1.5M9 21.5 16 30l7-8.5"
        strokeWidth="1"
      />
    </svg>
  )
}
