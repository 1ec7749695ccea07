'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { chooseTeam } from '@/lib/auth/choose-team'
import { requireUser } from '@/lib/auth/require-user'
import { forgetMembership, forgetTeam, getMembership } from '@/lib/auth/team'
import { formAction } from '@/lib/forms/form-action'
import { FormFailure } from '@/lib/forms/form-state'
import { dataOf } from '@/lib/supabase/data-of'
import { createServerSupabase } from '@/lib/supabase/server'
import { requireChange } from '@/lib/teams/require-change'
import { forgetTeamRecording } from '@/lib/tracking/team-recording'

const checkbox = z
  .string()
  .optional()
  .transform((value) => value === 'on')
const nameField = z.string().trim().min(1, 'Enter a name.').max(100, 'Use at most 100 characters.')
const zoneField = z.string().refine(isTimeZone, 'Choose a time zone.')

const settings = z.object({
  teamId: z.uuid(),
  name: nameField,
  timeZone: zoneField,
  retentionDays: z.coerce
    .number('Enter whole days.')
    .int('Enter whole days.')
    .min(1, 'At least 1 day.')
    .max(90, 'At most 90 days.'),
  analyticsEnabled: checkbox,
  leadsSeeText: checkbox,
  keepsTraceText: checkbox,
})

export const saveTeam = formAction(settings, async (team) => {
  await requireUser()
  const supabase = await createServerSupabase()
  const changed = await supabase
    .from('teams')
    .update({
      name: team.name,
      time_zone: team.timeZone,
      retention_days: team.retentionDays,
      analytics_enabled: team.analyticsEnabled,
      leads_see_text: team.leadsSeeText,
      keeps_trace_text: team.keepsTraceText,
    })
    .eq('id', team.teamId)
    .select('id')
  requireChange(dataOf(changed))
  forgetTeam(team.teamId)
  forgetTeamRecording(team.teamId)
  refresh()
  return { success: 'Saved.' }
})

const created = z.object({ team_id: z.uuid() })

export const createTeam = formAction(z.object({ name: nameField, timeZone: zoneField }), async (team) => {
  const user = await requireUser()
  const supabase = await createServerSupabase()
  const answer = await supabase.rpc('create_team', { p_name: team.name, p_time_zone: team.timeZone })
  const { team_id } = created.parse(dataOf(answer))
  forgetMembership(user.id)
  await chooseTeam(team_id)
  redirect('/settings')
})

export const switchTeam = formAction(z.object({ teamId: z.uuid() }), async ({ teamId }) => {
  const user = await requireUser()
  if (!(await getMembership(user, teamId))) throw new FormFailure('You are not in this team.')
  await chooseTeam(teamId)
  redirect('/settings')
})

/** Offsets are left out: the database reads their sign the other way round. */
function isTimeZone(name: string): boolean {
  if (!/^[a-z]/i.test(name)) return false
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
