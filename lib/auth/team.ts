import { cookies } from 'next/headers'
import { z } from 'zod'
import type { User } from '@/lib/auth/session'
import { log } from '@/lib/log'
import { oncePerProcess } from '@/lib/once-per-process'
import { createRenewingCache } from '@/lib/renewing-cache'
import { supabaseAs } from '@/lib/supabase/as-user'
import { dataOf } from '@/lib/supabase/data-of'

/** Holds the id of the team a person works in; a wish, always checked against the memberships. */
export const TEAM_COOKIE = 'augury_team'

const memberships = z.array(
  z
    .object({
      team_id: z.uuid(),
      name: z.string(),
      role: z.enum(['lead', 'member']),
      time_zone: z.string(),
      is_demo: z.boolean(),
      analytics_enabled: z.boolean(),
      leads_see_text: z.boolean(),
      keeps_trace_text: z.boolean(),
      retention_days: z.int(),
      explore_min: z.number(),
      explore_max: z.number(),
      quality_floor: z.number(),
    })
    .transform((team) => ({
      teamId: team.team_id,
      teamName: team.name,
      role: team.role,
      timeZone: team.time_zone,
      isDemo: team.is_demo,
      analyticsEnabled: team.analytics_enabled,
      leadsSeeText: team.leads_see_text,
      keepsTraceText: team.keeps_trace_text,
      retentionDays: team.retention_days,
      exploreMin: team.explore_min,
      exploreMax: team.explore_max,
      qualityFloor: team.quality_floor,
    })),
)
export type Membership = z.output<typeof memberships>[number]

const MINUTE = 60_000
const cache = oncePerProcess('memberships', () =>
  createRenewingCache({
    load: async (_userId, accessToken: string) =>
      memberships.parse(dataOf(await supabaseAs(accessToken, 3_000).rpc('get_my_teams'))),
    now: Date.now,
    freshMs: 5 * MINUTE,
    staleMs: 24 * 60 * MINUTE,
    patienceMs: 300,
    pauseMs: 15_000,
    capacity: 20_000,
    onRenewalFailed: (error) =>
      log.warn({ err: error }, 'memberships could not be renewed, the older ones stay'),
  }),
)

/** All teams of the user, the one joined last first; up to five minutes old, older only while the database is away. */
export function getMemberships(user: User): Promise<Membership[]> {
  return cache.get(user.id, user.accessToken)
}

/**
 * The user's membership of the team, or without `teamId` of the current one: that of the cookie if they are in it,
 * else the one joined last. Null when there is none.
 */
export async function getMembership(user: User, teamId?: string): Promise<Membership | null> {
  const teams = await getMemberships(user)
  if (teamId !== undefined) return teams.find((team) => team.teamId === teamId) ?? null
  const chosen = (await cookies()).get(TEAM_COOKIE)?.value
  return teams.find((team) => team.teamId === chosen) ?? teams[0] ?? null
}

/** To be called after every change of a user's memberships. */
export function forgetMembership(userId: string): void {
  cache.forget(userId)
}

/** To be called after every change of a team's settings, which all its members are told. */
export function forgetTeam(teamId: string): void {
  cache.forgetWhere((teams) => teams.some((team) => team.teamId === teamId))
}
