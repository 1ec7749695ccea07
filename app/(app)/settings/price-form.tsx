'use client'

import { useActionState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { untouched } from '@/lib/forms/form-state'
import { savePrice } from './price-actions'
import { firstPriceDay, lastPriceDay } from './price-input'

/** @param today of the team, `yyyy-MM-dd` */
export function PriceForm({ teamId, today }: { teamId: string; today: string }) {
  const [state, action] = useActionState(savePrice, untouched)
  const dollars = { state, inputMode: 'decimal', autoComplete: 'off' } as const
  return (
    <form action={action} noValidate className="flex max-w-2xl flex-col gap-4">
      <input type="hidden" name="teamId" value={teamId} />
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField state={state} name="provider" label="Provider" placeholder="openai" autoComplete="off" />
        <TextField
          state={state}
          name="model"
          label="Model"
          hint="With * at its end: all that begin so."
          placeholder="gpt-5*"
          autoComplete="off"
        />
        <TextField
          state={state}
          name="validFrom"
          label="For calls from"
          type="date"
          min={firstPriceDay}
          max={lastPriceDay()}
          defaultValue={today}
        />
      </div>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-5">
        <TextField {...dollars} name="input" label="Input, $" />
        <TextField {...dollars} name="output" label="Output, $" />
        <TextField {...dollars} name="cacheRead" label="Cache read, $" hint="Empty: as input" />
        <TextField {...dollars} name="cacheWrite" label="Cache write, $" hint="Empty: as input" />
        <TextField {...dollars} name="reasoning" label="Reasoning, $" hint="Empty: as output" />
      </div>
      <FormMessage state={state} />
      <div>
        <SubmitButton>Save price</SubmitButton>
      </div>
    </form>
  )
}
