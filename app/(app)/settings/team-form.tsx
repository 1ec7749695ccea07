'use client'

import { useActionState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import type { CountedZone } from '@/lib/analytics/models-answer'
import type { Membership } from '@/lib/auth/team'
import { untouched } from '@/lib/forms/form-state'
import { saveTeam } from './team-actions'
import { ZoneProgress } from './zone-progress'
import { ZoneSelect } from './zone-select'

type TeamFormProps = { team: Membership; zones: string[]; countedZone: CountedZone }

export function TeamForm({ team, zones, countedZone }: TeamFormProps) {
  const [state, action] = useActionState(saveTeam, untouched)
  return (
    <form action={action} noValidate className="flex max-w-md flex-col gap-4">
      <input type="hidden" name="teamId" value={team.teamId} />
      <TextField state={state} name="name" label="Name of the team" defaultValue={team.teamName} />
      <ZoneSelect
        state={state}
        zones={zones}
        defaultValue={team.timeZone}
        consequence="After a change, days are counted anew from the calls that are kept; older days stay as they were."
      />
      <ZoneProgress initial={countedZone} />
      <TextField
        state={state}
        name="retentionDays"
        label="Days that calls are kept"
        hint="Between 1 and 90. Older calls are deleted."
        type="number"
        min={1}
        max={90}
        defaultValue={String(team.retentionDays)}
      />
      <Switch name="analyticsEnabled" label="Record calls" checked={team.analyticsEnabled}>
        Without it conversations and thumbs are kept, but no calls and no decisions. Models are chosen by the
        calls of the last 30 days, and by rules once there are none.
      </Switch>
      <Switch
        name="leadsSeeText"
        label="Leads may read the text of the team’s conversations"
        checked={team.leadsSeeText}
      >
        Members are told on this page.
      </Switch>
      <Switch
        name="keepsTraceText"
        label="Keep the prompts and answers of OpenTelemetry traces"
        checked={team.keepsTraceText}
      >
        Otherwise they are dropped on arrival. What is kept stands with its call, where leads read it, and
        members are told on this page.
      </Switch>
      <FormMessage state={state} />
      <div>
        <SubmitButton>Save team</SubmitButton>
      </div>
    </form>
  )
}

type SwitchProps = { name: string; label: string; checked: boolean; children: React.ReactNode }

function Switch({ name, label, checked, children }: SwitchProps) {
  return (
    <label className="flex gap-3 text-sm">
      <input
        type="checkbox"
        name={name}
        defaultChecked={checked}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span>
        <span className="text-ink">{label}</span>
        <span className="block text-xs text-muted">{children}</span>
      </span>
    </label>
  )
}
