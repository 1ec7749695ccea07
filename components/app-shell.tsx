import {
  ChartNoAxesCombined,
  CircleUserRound,
  Coins,
  LogOut,
  MessageSquare,
  Scale,
  ScrollText,
  Settings,
} from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { NavLink } from '@/components/nav-link'
import { Badge } from '@/components/ui/badge'
import { Button, buttonClass } from '@/components/ui/button'
import { Mark } from '@/components/ui/mark'
import { ThemeToggle } from '@/components/ui/theme-toggle'
import type { Theme } from '@/lib/theme'

export type ShellTeam = { name: string; role: 'lead' | 'member'; isDemo: boolean }

type AppShellProps = {
  /** Null for someone in no team. */
  team: ShellTeam | null
  email: string
  theme: Theme
  setTheme: (form: FormData) => Promise<void>
  signOut: () => Promise<void>
  /** What a lead has to look at. */
  alerts: ReactNode
  children: ReactNode
}

/**
 * Navigation on the left, on narrow screens on top. `--shell-top` is the height of what stands above the page, for pages
 * that fill the screen.
 */
export function AppShell({ team, email, theme, setTheme, signOut, alerts, children }: AppShellProps) {
  const account = <Account team={team} email={email} theme={theme} setTheme={setTheme} signOut={signOut} />
  return (
    <div className="flex min-h-dvh flex-col [--shell-top:3.5rem] lg:flex-row lg:[--shell-top:0rem]">
      <a
        href="#page"
        className={`${buttonClass({ variant: 'primary' })} absolute top-2 left-2 z-30 not-focus:sr-only`}
      >
        Skip to the page
      </a>
      <header className="sticky top-0 z-20 flex h-14 items-center gap-1 border-b border-line/60 bg-ground px-3 lg:h-dvh lg:w-60 lg:shrink-0 lg:flex-col lg:items-stretch lg:gap-0 lg:border-r lg:border-b-0 lg:bg-surface/50 lg:p-4">
        <Link
          href="/chat"
          prefetch={false}
          aria-label="Augury"
          className="mr-1 flex items-center gap-3 rounded-md p-1 lg:mb-6 lg:px-2"
        >
          <Mark className="size-7 text-accent" />
          <span className="hidden font-display text-lg lg:inline">Augury</span>
        </Link>
        <nav
          aria-label="Main"
          className="flex min-w-0 grow gap-0.5 max-lg:scroll-px-6 max-lg:overflow-x-auto max-lg:[scrollbar-width:none] lg:flex-col"
        >
          <NavLink href="/chat">
            <MessageSquare aria-hidden className="hidden size-4 sm:block" />
            Chat
          </NavLink>
          <p aria-hidden className="hidden px-3 pt-5 pb-1.5 text-xs font-medium text-muted lg:block">
            Analytics
          </p>
          <NavLink href="/analytics/models">
            <ChartNoAxesCombined aria-hidden className="hidden size-4 sm:block" />
            Models
          </NavLink>
          <NavLink href="/analytics/recommendations">
            <Scale aria-hidden className="hidden size-4 sm:block" />
            Ledger
          </NavLink>
          <NavLink href="/analytics/logs">
            <ScrollText aria-hidden className="hidden size-4 sm:block" />
            Log
          </NavLink>
          <p aria-hidden className="hidden px-3 pt-5 pb-1.5 text-xs font-medium text-muted lg:block">
            Team
          </p>
          <NavLink href="/usage">
            <Coins aria-hidden className="hidden size-4 sm:block" />
            Usage
          </NavLink>
          {alerts}
          <NavLink href="/settings">
            <Settings aria-hidden className="hidden size-4 sm:block" />
            Settings
          </NavLink>
        </nav>
        {team?.isDemo && (
          <Badge tone="accent" className="hidden sm:inline-flex lg:hidden">
            Demo
          </Badge>
        )}
        <div className="hidden border-t border-line/60 pt-4 lg:block">{account}</div>
        <Button
          variant="ghost"
          size="icon"
          popoverTarget="account"
          aria-label="Team and account"
          className="lg:hidden"
        >
          <CircleUserRound aria-hidden className="size-5" />
        </Button>
        <div
          id="account"
          popover="auto"
          className="popover-below m-auto w-72 rounded-lg border border-line bg-raised p-4 text-ink shadow-2xl"
        >
          {account}
          <Link
            href="/settings"
            prefetch={false}
            className="mt-3 flex items-center gap-2 text-sm hover:text-accent"
          >
            <Settings aria-hidden className="size-4" />
            Settings
          </Link>
        </div>
      </header>
      <main id="page" className="flex min-w-0 grow flex-col">
        {children}
      </main>
    </div>
  )
}

function Account({ team, email, theme, setTheme, signOut }: Omit<AppShellProps, 'alerts' | 'children'>) {
  return (
    <div className="text-sm">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="min-w-0 truncate font-medium">{team?.name ?? 'No team yet'}</span>
        {team && <Badge>{team.role === 'lead' ? 'Lead' : 'Member'}</Badge>}
      </p>
      <p className="mt-1 truncate text-xs text-muted" title={email}>
        {email}
      </p>
      {team?.isDemo && (
        <p className="mt-3 rounded-md border border-accent/30 bg-accent/5 px-2.5 py-1.5 text-xs text-pretty text-accent">
          Demo team: its calls are simulated.
        </p>
      )}
      <div className="mt-3 -ml-2 flex items-center justify-between">
        <form action={signOut}>
          <Button type="submit" variant="ghost" size="small">
            <LogOut aria-hidden className="size-3.5" />
            Sign out
          </Button>
        </form>
        <ThemeToggle theme={theme} setTheme={setTheme} />
      </div>
    </div>
  )
}
