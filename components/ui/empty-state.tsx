import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

type EmptyStateProps = { icon: LucideIcon; title: string; children: ReactNode; actions?: ReactNode }

/** Says what is not there and what to do about it. */
export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-lg flex-col items-center px-6 py-16 text-center">
      <span className="mb-5 grid size-12 place-items-center rounded-full border border-line bg-raised text-accent">
        <Icon aria-hidden className="size-5" />
      </span>
      <h2 className="text-lg text-ink">{title}</h2>
      <div className="mt-2 space-y-2 text-sm text-pretty text-muted">{children}</div>
      {actions && <div className="mt-6 flex flex-wrap justify-center gap-3">{actions}</div>}
    </div>
  )
}
