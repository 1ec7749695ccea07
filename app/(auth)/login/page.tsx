import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { FormCard } from '@/components/form/form-card'
import { TextLink } from '@/components/form/text-link'
import { safeNext } from '@/lib/auth/safe-next'
import { getUser } from '@/lib/auth/session'
import { withNext } from '@/lib/auth/with-next'
import { env } from '@/lib/env'
import { DemoLogins } from './demo-logins'
import { LoginForm } from './login-form'

export const metadata: Metadata = { title: 'Sign in' }

export default async function LoginPage({ searchParams }: PageProps<'/login'>) {
  const next = safeNext((await searchParams).next)
  if (await getUser()) redirect(next)
  return (
    <>
      <FormCard
        title="Sign in"
        footer={
          <>
            New here? <TextLink href={withNext('/signup', next)}>Create an account</TextLink>
          </>
        }
      >
        <LoginForm next={next} />
        <p className="mt-4 text-sm">
          <TextLink href="/reset">Forgot your password?</TextLink>
        </p>
      </FormCard>
      {env().AUGURY_DEMO_LOGINS && <DemoLogins />}
    </>
  )
}
