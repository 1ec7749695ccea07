import type { Route } from 'next'
import Link from 'next/link'

/** A figure that leads to the calls it counts; only the figure where `href` is null. */
export function CallsLink({ href, children }: { href: Route | null; children: string }) {
  if (!href) return children
  return (
    <Link
      href={href}
      prefetch={false}
      title="See the calls"
      className="underline decoration-line underline-offset-4 hover:decoration-accent"
    >
      {children}
    </Link>
  )
}
