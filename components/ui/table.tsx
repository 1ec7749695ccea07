import type { ComponentProps } from 'react'
import { cn } from '@/components/ui/cn'

type TableProps = ComponentProps<'table'> & {
  /** Names the region that scrolls, for whoever reaches it with the keyboard. */
  label: string
}

/** A table that scrolls inside its own box, so that a narrow page never does; shaded where it goes on. */
export function Table({ label, className, ...props }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="scroll-edges relative w-full overflow-x-auto">
      <table className={cn('w-full border-collapse text-sm', className)} {...props} />
    </section>
  )
}

export function Th({ className, scope = 'col', ...props }: ComponentProps<'th'>) {
  return (
    <th
      scope={scope}
      className={cn(
        'whitespace-nowrap border-b border-line/70 px-3 py-2 text-left align-bottom text-xs font-medium text-muted last:pr-5',
        className,
      )}
      {...props}
    />
  )
}

export function Td({ className, ...props }: ComponentProps<'td'>) {
  return (
    <td
      className={cn('border-b border-line/40 px-3 py-2.5 align-top tabular-nums last:pr-5', className)}
      {...props}
    />
  )
}
