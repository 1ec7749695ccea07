'use server'

import { refresh } from 'next/cache'
import { requireUser } from '@/lib/auth/require-user'
import { forgetTeam } from '@/lib/auth/team'
import { formAction } from '@/lib/forms/form-action'
import { dataOf } from '@/lib/supabase/data-of'
import { createServerSupabase } from '@/lib/supabase/server'
import { forgetEvidence } from '@/lib/team-recommender'
import { requireChange } from '@/lib/teams/require-change'
import { choiceSettings } from './choice-settings'

export const saveChoice = formAction(choiceSettings, async (choice) => {
  await requireUser()
  const supabase = await createServerSupabase()
  const changed = await supabase
    .from('teams')
    .update({
      explore_min: choice.exploreMin,
      explore_max: choice.exploreMax,
      quality_floor: choice.qualityFloor,
    })
    .eq('id', choice.teamId)
    .select('id')
  requireChange(dataOf(changed))
  forgetTeam(choice.teamId)
  forgetEvidence(choice.teamId)
  refresh()
  return { success: 'Saved.' }
})
