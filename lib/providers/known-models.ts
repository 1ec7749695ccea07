import type { Tier } from '@/lib/recommender/candidate-arm'
import type { Arm } from '@/lib/vocabulary'

export type KnownModel = Arm & { label: string; tier: Tier }

/** What the catalogue can say of a model beyond its name; models that are missing here work all the same. */
const KNOWN_MODELS: readonly KnownModel[] = [
  { provider: 'openai', model: 'gpt-5.6', label: 'GPT-5.6', tier: 'large' },
  { provider: 'openai', model: 'gpt-5.5', label: 'GPT-5.5', tier: 'large' },
  { provider: 'openai', model: 'gpt-5.4', label: 'GPT-5.4', tier: 'medium' },
  { provider: 'openai', model: 'gpt-5.4-mini', label: 'GPT-5.4 mini', tier: 'small' },
  { provider: 'openai', model: 'gpt-5.4-nano', label: 'GPT-5.4 nano', tier: 'small' },
  { provider: 'anthropic', model: 'claude-opus-4-8', label: 'Claude Opus 4.8', tier: 'large' },
  { provider: 'anthropic', model: 'claude-sonnet-5', label: 'Claude Sonnet 5', tier: 'medium' },
  { provider: 'anthropic', model: 'claude-haiku-4-5', label: 'Claude Haiku 4.5', tier: 'small' },
  { provider: 'google', model: 'gemini-3.5-flash', label: 'Gemini 3.5 Flash', tier: 'medium' },
  { provider: 'google', model: 'gemini-3.1-flash-lite', label: 'Gemini 3.1 Flash-Lite', tier: 'small' },
]

export function knownModel({ provider, model }: Arm): KnownModel | undefined {
  return KNOWN_MODELS.find((known) => known.provider === provider && known.model === model)
}
