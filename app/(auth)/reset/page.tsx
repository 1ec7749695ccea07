import type { Metadata } from 'next'
import { FormCard } from '@/components/form/form-card'
import { TextLink } from '@/components/form/text-link'
import { ResetForm } from './reset-form'

export const metadata: Metadata = { title: 'Reset your password' }

export default async function ResetPage({ searchParams }: PageProps<'/reset'>) {
  const isExpired = (await searchParams).link === 'expired'
  return (
    <FormCard
      title="Reset your password"
      lead={
        isExpired ? (
          <p className="text-bad">That link has expired or was used before. Ask for a new one.</p>
        ) : (
          'We mail you a link with which you choose a new one.'
        )
      }
      footer={<TextLink href="/login">Back to sign in</TextLink>}
    >
      <ResetForm />
    </FormCard>
  )
}
