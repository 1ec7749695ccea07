import type { ComponentProps } from 'react'
import { cn } from '@/components/ui/cn'

const variants = {
  primary: 'bg-accent text-on-accent hover:brightness-110',
  secondary: 'border border-line bg-raised text-ink hover:border-muted',
  ghost: 'text-muted hover:bg-raised hover:text-ink',
  danger: 'border border-bad/50 text-bad hover:bg-bad/10',
} as const

const sizes = {
  small: 'h-8 gap-1.5 px-2.5 text-xs',
  medium: 'h-9 gap-2 px-3.5 text-sm',
  icon: 'size-9',
} as const

export type ButtonLook = { variant?: keyof typeof variants; size?: keyof typeof sizes }

/** The classes of a button, for a link that looks like one. */
export function buttonClass({ variant = 'secondary', size = 'medium' }: ButtonLook = {}): string {
  return cn(
    'inline-flex shrink-0 items-center justify-center whitespace-nowrap rounded-md font-medium transition-colors',
    'disabled:cursor-not-allowed disabled:opacity-50',
    variants[variant],
    sizes[size],
  )
}

export function Button({
  variant,
  size,
  className,
  type = 'button',
  ...props
}: ComponentProps<'button'> & ButtonLook) {
  return <button type={type} className={cn(buttonClass({ variant, size }), className)} {...props} />
}
