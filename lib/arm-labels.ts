import type { Arm } from '@/lib/vocabulary'

export function armKey({ provider, model }: Arm): string {
  return `${provider}/${model}`
}

/** The model's name, with its provider only where two providers offer the same model. */
export function armLabels(arms: readonly Arm[]): (arm: Arm) => string {
  const providers = new Map<string, Set<string>>()
  for (const { provider, model } of arms)
    providers.set(model, (providers.get(model) ?? new Set()).add(provider))
  return ({ provider, model }) => ((providers.get(model)?.size ?? 0) > 1 ? `${model} (${provider})` : model)
}
