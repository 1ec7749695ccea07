'use client'

import { useActionState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import { SubmitButton } from '@/components/form/submit-button'
import { untouched } from '@/lib/forms/form-state'
import type { PriceOverride } from '@/lib/pricing/price-overrides'
import { removePrice } from './price-actions'

export function RemovePriceForm({ teamId, price }: { teamId: string; price: PriceOverride }) {
  const [state, action] = useActionState(removePrice, untouched)
  return (
    <form action={action}>
      <input type="hidden" name="teamId" value={teamId} />
      <input type="hidden" name="provider" value={price.provider} />
      <input type="hidden" name="model" value={price.model} />
      <input type="hidden" name="validFrom" value={price.validFrom.toISOString()} />
      <SubmitButton variant="danger" size="small" aria-label={`Remove the price of ${price.model}`}>
        Remove
      </SubmitButton>
      <FormMessage state={state} />
    </form>
  )
}
