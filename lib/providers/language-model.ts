import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModelV4 } from '@ai-sdk/provider'
import { candidateArms } from '@/lib/providers/candidate-arms'
import { demoModel } from '@/lib/providers/demo-model'
import { demoSpeed } from '@/lib/providers/demo-speed'
import { type Environment, type ProviderSettings, providerSettings } from '@/lib/providers/provider-settings'
import { type Arm, isSameArm } from '@/lib/vocabulary'

/** The arm is not among the candidates. */
export class ArmUnavailableError extends Error {
  override name = 'ArmUnavailableError'
}

/** The SDK's model of an arm. Throws `ArmUnavailableError`. */
export function languageModel(arm: Arm, env: Environment = process.env): LanguageModelV4 {
  const candidate = candidateArms(env).find((candidate) => isSameArm(candidate, arm))
  if (!candidate) throw new ArmUnavailableError(`${arm.provider} ${arm.model} cannot be called here`)
  if (candidate.simulated) return demoModel(arm, { speed: demoSpeed(env) })
  const settings = providerSettings(env).find(({ provider }) => provider === arm.provider)
  if (!settings) throw new ArmUnavailableError(`${arm.provider} is not connected`)
  return connectedModel(settings, arm.model)
}

function connectedModel(settings: ProviderSettings, model: string): LanguageModelV4 {
  const { kind, provider: name, apiKey, baseURL } = settings
  // Without includeUsage such servers report no tokens for streams.
  if (kind === 'openai-compatible')
    return createOpenAICompatible({ name, apiKey, baseURL, includeUsage: true })(model)
  return kind === 'openai'
    ? createOpenAI({ apiKey, baseURL })(model)
    : createAnthropic({ apiKey, baseURL })(model)
}
