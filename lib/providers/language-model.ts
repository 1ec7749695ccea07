import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModelV4 } from '@ai-sdk/provider'
import { candidateArms } from '@/lib/providers/candidate-arms'
import { demoModel } from '@/lib/providers/demo-model'
import { type Environment, type ProviderSettings, providerSettings } from '@/lib/providers/provider-settings'
import type { Arm } from '@/lib/vocabulary'

/** The arm is not among the candidates. */
export class ArmUnavailableError extends Error {
  override name = 'ArmUnavailableError'
}

/** The SDK's model of an arm. Throws `ArmUnavailableError`. */
export function languageModel(arm: Arm, env: Environment = process.env): LanguageModelV4 {
  const candidate = candidateArms(env).find(
    ({ provider, model }) => provider === arm.provider && model === arm.model,
  )
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

function demoSpeed(env: Environment): number {
  const speed = Number(env.AUGURY_DEMO_SPEED || 1)
  if (speed > 0) return speed
  throw new Error('The environment variable AUGURY_DEMO_SPEED must be a number above 0.')
}
