import { candidateArms } from '@/lib/providers/candidate-arms'
import { type Environment, idleSettings } from '@/lib/providers/provider-settings'

type Report = { warn: (sentence: string) => void; error: (sentence: string) => void }

/** Says when the server starts what else would be found out in the chat, or never. */
export function reportSettings(report: Report, env: Environment = process.env): void {
  for (const sentence of idleSettings(env)) report.warn(sentence)
  try {
    candidateArms(env)
  } catch (error) {
    report.error(error instanceof Error ? error.message : String(error))
  }
}
