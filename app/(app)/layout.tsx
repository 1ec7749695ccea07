import { cookies } from 'next/headers'
import { Suspense } from 'react'
import { signOut } from '@/app/(auth)/sign-out'
import { setTheme } from '@/app/set-theme'
import { AppShell } from '@/components/app-shell'
import { FreshAnswers } from '@/components/fresh-answers'
import { requireUser } from '@/lib/auth/require-user'
import { getMembership } from '@/lib/auth/team'
import { parseTheme, THEME_COOKIE } from '@/lib/theme'
import { OpenAlerts } from './open-alerts'

export default async function AppLayout({ children }: LayoutProps<'/'>) {
  const user = await requireUser()
  const [team, jar] = await Promise.all([getMembership(user), cookies()])
  return (
    <AppShell
      team={team && { name: team.teamName, role: team.role, isDemo: team.isDemo }}
      email={user.email}
      theme={parseTheme(jar.get(THEME_COOKIE)?.value)}
      setTheme={setTheme}
      signOut={signOut}
      alerts={
        team?.role === 'lead' && (
          <Suspense>
            <OpenAlerts teamId={team.teamId} />
          </Suspense>
        )
      }
    >
      <FreshAnswers key={`${user.id} ${team?.teamId}`}>{children}</FreshAnswers>
    </AppShell>
  )
}
