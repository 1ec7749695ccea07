import type { ComponentProps, ReactNode } from 'react'
import { Field, Input } from '@/components/ui/field'
import type { FormState } from '@/lib/forms/form-state'

type TextFieldProps = Omit<ComponentProps<'input'>, 'name'> & {
  state: FormState<unknown>
  name: string
  label: ReactNode
  hint?: ReactNode
}

/** An input that shows its error and keeps what was typed when the form comes back. */
export function TextField({ state, name, label, hint, className, defaultValue, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={state.errors[name]} className={className}>
      {(control) => (
        <Input {...control} name={name} defaultValue={state.values[name] ?? defaultValue} {...input} />
      )}
    </Field>
  )
}
