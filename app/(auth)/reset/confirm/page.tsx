import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { FormCard } from '@/components/form/form-card'
import { getUser } from '@/lib/auth/session'
import { NewPasswordForm } from './new-password-form'

export const metadata: Metadata = { title: 'Choose a new password' }

export default async function NewPasswordPage() {
  const user = await getUser()
  if (!user) redirect('/reset?link=expired')
  return (
    <FormCard title="Choose a new password" lead={`For ${user.email}.`}>
      <NewPasswordForm />
    </FormCard>
  )
}
