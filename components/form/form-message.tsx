import type { FormState } from '@/lib/forms/form-state'

/** Says how it went; present from the start, so that screen readers announce what appears in it. */
export function FormMessage({ state }: { state: FormState<unknown> }) {
  return (
    <div role="status" aria-live="polite" className="text-sm empty:hidden">
      {state.failure && <p className="text-bad">{state.failure}</p>}
      {state.success && <p className="text-good">{state.success}</p>}
    </div>
  )
}
