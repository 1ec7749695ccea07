import Link from 'next/link'
import type { ComponentProps } from 'react'

export function TextLink(props: ComponentProps<typeof Link>) {
  return <Link {...props} className="text-accent underline underline-offset-4" />
}
