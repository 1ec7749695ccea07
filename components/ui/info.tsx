import { Info as InfoIcon } from 'lucide-react'
import { type ReactNode, useId } from 'react'

/** A small button that explains a word; opens a native popover, so it works by touch and by keyboard. */
export function Info({ label, children }: { label: string; children: ReactNode }) {
  const id = useId()
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={label}
        className="inline-grid size-5 shrink-0 place-items-center rounded-full align-middle text-muted hover:text-ink"
      >
        <InfoIcon aria-hidden className="size-3.5" />
      </button>
      <div
        id={id}
        popover="auto"
        className="popover-below m-auto max-w-sm rounded-lg border border-line bg-raised p-4 text-left font-sans text-sm font-normal text-pretty text-ink shadow-2xl"
      >
        {children}
      </div>
    </>
  )
}
