'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect, useRef } from 'react'
import { cn } from '@/components/ui/cn'

/** A link of the navigation, marked on its own page and the pages below it, and then in sight on a phone. */
export function NavLink({ href, children }: { href: Route; children: ReactNode }) {
  const path = usePathname()
  const isCurrent = path === href || path.startsWith(`${href}/`)
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    // A link that comes later, such as the alerts', moves the others.
    const current = isCurrent ? link.current : link.current?.closest('nav')?.querySelector('[aria-current]')
    current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [isCurrent])
  return (
    <Link
      ref={link}
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
