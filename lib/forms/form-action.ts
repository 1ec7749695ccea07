import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import { problemOf } from '@/lib/api/problem-of'
import { FormFailure, type FormState, untouched } from '@/lib/forms/form-state'
import { log } from '@/lib/log'

type Outcome<R> = { success: string; result?: R }
export type FormAction<R = never> = (previous: FormState<R>, form: FormData) => Promise<FormState<R>>

/** Makes a server action that parses its form, acts, and tells every failure where it belongs. */
export function formAction<S extends z.ZodType, R = never>(
  schema: S,
  act: (input: z.output<S>) => Promise<Outcome<R>>,
): FormAction<R> {
  return async (_previous, form) => {
    const fields = textFields(form)
    const kept = { ...untouched, values: withoutPasswords(fields) }
    const parsed = schema.safeParse(fields)
    if (!parsed.success) return { ...kept, errors: firstErrors(parsed.error) }
    try {
      const { success, result = null } = await act(parsed.data)
      return { ...untouched, success, result }
    } catch (error) {
      // A redirect is thrown too.
      unstable_rethrow(error)
      return { ...kept, ...failureOf(error) }
    }
  }
}

function textFields(form: FormData): Record<string, string> {
  const entries = [...form].flatMap(([name, value]) =>
    typeof value === 'string' && !name.startsWith('$') ? [[name, value] as const] : [],
  )
  return Object.fromEntries(entries)
}

function withoutPasswords(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !/password/i.test(name)))
}

function firstErrors(error: z.ZodError): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const { path, message } of error.issues) errors[path.join('.')] ??= message
  return errors
}

function failureOf(error: unknown): Pick<FormState, 'failure' | 'errors'> {
  if (error instanceof FormFailure) {
    return error.field
      ? { failure: null, errors: { [error.field]: error.message } }
      : { failure: error.message, errors: {} }
  }
  const problem = problemOf(error)
  if (problem.status >= 500) log.error({ err: error }, 'form failed')
  return { failure: problem.message, errors: {} }
}
