'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'

/** A link of the navigation, marked on its own page and the pages below it. */
export function NavLink({ href, children }: { href: Route; children: ReactNode }) {
  const path = usePathname()
  const isCurrent = path === href || path.startsWith(`${href}/`)
  return (
    <Link
      href={href}
      // The JavaScript of the other pages would come with it.
      prefetch={false}
      aria-current={isCurrent ? 'page' : undefined}
      className={cn(
        'flex h-9 shrink-0 items-center gap-2.5 rounded-md px-2 text-sm font-medium transition-colors sm:px-2.5 lg:px-3',
        isCurrent ? 'bg-raised text-ink' : 'text-muted hover:bg-raised/60 hover:text-ink',
      )}
    >
      {children}
    </Link>
  )
}
