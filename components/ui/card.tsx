import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/components/ui/cn'

/** The look of a card, for what is not a section of its own. */
export const cardClass = 'min-w-0 rounded-xl border border-line/70 bg-surface shadow-xs'

export function Card({ className, ...props }: ComponentProps<'section'>) {
  return <section className={cn(cardClass, className)} {...props} />
}

type HeaderProps = {
  title: ReactNode
  id?: string
  description?: ReactNode
  actions?: ReactNode
}

export function CardHeader({ title, id, description, actions }: HeaderProps) {
  return (
    <header className="flex items-start justify-between gap-4 px-5 pt-5 pb-4">
      <div className="min-w-0">
        <h2 id={id} className="text-base font-medium text-ink">
          {title}
        </h2>
        {description && <p className="mt-1 text-sm text-muted">{description}</p>}
      </div>
      {actions}
    </header>
  )
}
