import type { ReactNode } from 'react'

type PageProps = { title: ReactNode; description?: ReactNode; actions?: ReactNode; children: ReactNode }

/** The frame of a page that is read from top to bottom. */
export function Page({ title, description, actions, children }: PageProps) {
  return (
    <div className="mx-auto w-full max-w-[88rem] px-4 py-6 sm:px-8 sm:py-10">
      <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <div className="min-w-0">
          <h1 className="text-2xl text-ink sm:text-3xl">{title}</h1>
          {description && <p className="mt-2 text-sm text-muted">{description}</p>}
        </div>
        {actions}
      </header>
      {children}
    </div>
  )
}
