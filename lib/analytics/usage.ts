import 'server-only'
import { z } from 'zod'
import type { PeriodQuery } from '@/lib/analytics/models-search'
import { periodArguments } from '@/lib/analytics/period-query'
import type { TeamUsage, Usage, UsageFigures } from '@/lib/analytics/usage-answer'
import type { UsageQuery } from '@/lib/analytics/usage-search'
import type { supabaseAs } from '@/lib/supabase/as-user'
import { dataOf } from '@/lib/supabase/data-of'

type UserSupabase = ReturnType<typeof supabaseAs>

const count = z.int().nonnegative()
const text = z.string().nullable()
const figures = {
  requests: count,
  failures: count,
  inputTokens: count,
  outputTokens: count,
  totalTokens: count,
  costUsd: z.number().nonnegative(),
  pricedRequests: count,
} satisfies Record<keyof UsageFigures, z.ZodType>
const byFeature = z.array(z.object({ ...figures, feature: z.string() }))
const breakdowns = {
  period: z.object({ from: z.iso.date(), to: z.iso.date() }),
  timeZone: z.string(),
  summary: z.object(figures),
  byFeature,
  byModel: z.array(z.object({ ...figures, provider: z.string(), model: z.string() })),
  byDay: z.array(z.object({ ...figures, day: z.iso.date() })),
  generatedAt: z.string(),
}

const usage: z.ZodType<Usage> = z.object({
  ...breakdowns,
  user: z.object({ id: z.uuid(), name: text, email: text }),
})

const teamUsage: z.ZodType<TeamUsage> = z.object({
  ...breakdowns,
  byUser: z.array(
    z.object({ ...figures, userId: text, externalUserId: text, name: text, email: text, byFeature }),
  ),
  otherUsers: z.object({ ...figures, users: count }).nullable(),
})

/**
 * What somebody used (C18, C19). Throws a `DatabaseError`, with status 403 where the caller does not lead the team and asks
 * for somebody else, with 404 for somebody who neither is in it nor has used something there.
 */
export async function getUsage(
  supabase: UserSupabase,
  teamId: string,
  { user, ...period }: UsageQuery,
): Promise<Usage> {
  const answer = await supabase.rpc('get_usage', {
    p_team_id: teamId,
    ...(user !== null && { p_user_id: user }),
    ...periodArguments(period),
  })
  return usage.parse(dataOf(answer))
}

/** What everybody of a team used (C9, C20), the others than so many `users` together; for its leads. */
export async function getTeamUsage(
  supabase: UserSupabase,
  teamId: string,
  period: PeriodQuery,
  users?: number,
): Promise<TeamUsage> {
  const answer = await supabase.rpc('get_team_usage', {
    p_team_id: teamId,
    ...periodArguments(period),
    ...(users !== undefined && { p_users: users }),
  })
  return teamUsage.parse(dataOf(answer))
}
