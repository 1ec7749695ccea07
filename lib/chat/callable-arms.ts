import 'server-only'
import { candidateArms } from '@/lib/providers/candidate-arms'
import type { Arm } from '@/lib/vocabulary'

/** What the browser may know of the arms that can be called now. */
export function callableArms(): (Arm & { simulated: boolean })[] {
  return candidateArms().map(({ provider, model, simulated }) => ({ provider, model, simulated }))
}
