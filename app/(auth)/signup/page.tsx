import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { FormCard } from '@/components/form/form-card'
import { TextLink } from '@/components/form/text-link'
import { safeNext } from '@/lib/auth/safe-next'
import { getUser } from '@/lib/auth/session'
import { withNext } from '@/lib/auth/with-next'
import { SignupForm } from './signup-form'

export const metadata: Metadata = { title: 'Create an account' }

export default async function SignupPage({ searchParams }: PageProps<'/signup'>) {
  const next = safeNext((await searchParams).next)
  if (await getUser()) redirect(next)
  return (
    <FormCard
      title="Create an account"
      lead="You get a team of your own and can invite others to it."
      footer={
        <>
          Have an account? <TextLink href={withNext('/login', next)}>Sign in</TextLink>
        </>
      }
    >
      <SignupForm next={next} />
    </FormCard>
  )
}
