'use client'

import { useFormStatus } from 'react-dom'
import { Button } from '@/components/ui/button'

type SubmitButtonProps = Omit<React.ComponentProps<typeof Button>, 'type'>

/** Rests while its form is on its way. */
export function SubmitButton({ children, variant = 'primary', ...props }: SubmitButtonProps) {
  const { pending } = useFormStatus()
  return (
    <Button type="submit" variant={variant} aria-disabled={pending} disabled={pending} {...props}>
      {pending ? 'One moment…' : children}
    </Button>
  )
}
