import type { Metadata } from 'next'
import Link from 'next/link'
import { FormCard } from '@/components/form/form-card'
import { TextLink } from '@/components/form/text-link'
import { buttonClass } from '@/components/ui/button'
import { safeNext } from '@/lib/auth/safe-next'
import { getUser } from '@/lib/auth/session'
import { withNext } from '@/lib/auth/with-next'
import { getInvitation, type Invitation } from '@/lib/teams/get-invitation'
import { AcceptForm } from './accept-form'

export const metadata: Metadata = { title: 'Invitation' }

export default async function InvitationPage({ params }: PageProps<'/invite/[token]'>) {
  const { token } = await params
  const [invitation, user] = await Promise.all([getInvitation(token), getUser()])
  if (!invitation) return <NoInvitation />
  return (
    <FormCard title={`Join ${invitation.team_name}`} lead={<Terms invitation={invitation} />}>
      {user ? (
        <>
          <p className="mb-4 text-sm text-muted">You are signed in as {user.email}.</p>
          <AcceptForm token={token} teamName={invitation.team_name} />
        </>
      ) : (
        <SignInFirst next={safeNext(`/invite/${encodeURIComponent(token)}`)} />
      )}
    </FormCard>
  )
}

function Terms({ invitation }: { invitation: Invitation }) {
  const inviter = invitation.invited_by ?? 'A lead'
  return invitation.role === 'lead'
    ? `${inviter} invites you as a lead: you will see the figures of the whole team.`
    : `${inviter} invites you as a member. Leads see figures about your calls to models.`
}

function SignInFirst({ next }: { next: ReturnType<typeof safeNext> }) {
  return (
    <div className="flex flex-col gap-3">
      <Link href={withNext('/signup', next)} className={buttonClass({ variant: 'primary' })}>
        Create an account
      </Link>
      <Link href={withNext('/login', next)} className={buttonClass()}>
        Sign in
      </Link>
    </div>
  )
}

function NoInvitation() {
  return (
    <FormCard title="This invitation no longer holds" footer={<TextLink href="/">To Augury</TextLink>}>
      <p className="text-sm text-muted">
        It was used, has expired, or the link is incomplete. Ask the person who sent it for a new one.
      </p>
    </FormCard>
  )
}
