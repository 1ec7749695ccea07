import Link from 'next/link'
import { FeatureBadge } from '@/components/analytics/logs/feature-badge'
import { usageCost } from '@/components/usage/usage-cost'
import { type UsageRow, UsageTable } from '@/components/usage/usage-table'
import { logHref } from '@/lib/analytics/log-search'
import type { PeriodQuery } from '@/lib/analytics/models-search'
import type { TeamUsage, UserUsage } from '@/lib/analytics/usage-answer'
import { teamUsageApiHref, usageHref } from '@/lib/analytics/usage-search'
import { formatCompact, formatCount } from '@/lib/format'

type UsersTableProps = { usage: Pick<TeamUsage, 'byUser' | 'otherUsers'>; query: PeriodQuery }

/** Who used how much, and for what. */
export function UsersTable({ usage: { byUser, otherUsers }, query }: UsersTableProps) {
  const rows: UsageRow[] = byUser.map((user) => ({
    key: `${user.userId} ${user.externalUserId}`,
    name: <User user={user} query={query} />,
    figures: user,
  }))
  if (otherUsers !== null) {
    const name = <OtherUsers users={otherUsers.users} query={query} />
    rows.push({ key: 'others', name, figures: otherUsers })
  }
  return (
    <UsageTable
      id="by-user"
      title="By user"
      description="With the features that each used; a name leads to the user's days"
      label="User"
      rows={rows}
    />
  )
}

function OtherUsers({ users, query }: { users: number; query: PeriodQuery }) {
  return (
    <>
      {formatCount(users)} more
      <a href={teamUsageApiHref(query)} className="block text-xs text-muted underline underline-offset-4">
        Each of them, as JSON
      </a>
    </>
  )
}

/** Of calls that name nobody it is not stored whether an account was deleted. */
function whoItIs({ userId, externalUserId }: UserUsage): string {
  if (userId) return ''
  return externalUserId ? 'outside of Augury' : 'services that name no user, and deleted accounts'
}

function User({ user, query }: { user: UserUsage; query: PeriodQuery }) {
  const { userId, externalUserId, name, email, byFeature } = user
  const look = 'font-medium underline decoration-line underline-offset-4 hover:decoration-accent'
  return (
    <>
      {userId ? (
        <Link href={usageHref({ ...query, user: userId })} prefetch={false} className={look}>
          {name ?? 'Former member'}
        </Link>
      ) : externalUserId ? (
        <Link href={logHref({ externalUser: externalUserId })} prefetch={false} className={look}>
          {externalUserId}
        </Link>
      ) : (
        'Nobody named'
      )}
      <span className="block text-xs text-muted">{email ?? whoItIs(user)}</span>
      <ul className="mt-1 space-y-0.5 text-xs text-muted">
        {byFeature.map((figures) => (
          <li key={figures.feature} className="flex flex-wrap justify-between gap-x-4">
            <FeatureBadge feature={figures.feature} />
            <span className="ml-auto whitespace-nowrap">
              {formatCompact(figures.totalTokens)} tokens, {usageCost(figures)}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
