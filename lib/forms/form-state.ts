/** What a form shows after it was sent; `values` refills its fields, never with a password. */
export type FormState<R = never> = {
  failure: string | null
  success: string | null
  errors: Record<string, string>
  values: Record<string, string>
  result: R | null
}

export const untouched = {
  failure: null,
  success: null,
  errors: {},
  values: {},
  result: null,
} satisfies FormState

/** Shown above the fields, or at one of them. */
export class FormFailure extends Error {
  override readonly name = 'FormFailure'
  readonly field: string | null

  constructor(message: string, field: string | null = null) {
    super(message)
    this.field = field
  }
}
