import type { Arm } from '@/lib/vocabulary'

/** The maker's size class: small answers fastest and cheapest, large knows and reasons best. */
export type Tier = 'small' | 'medium' | 'large'

/** An arm that can be called now, with what the catalogue knows of it. */
export type CandidateArm = Arm & {
  /** The name people read. */
  label: string
  tier: Tier
  /** The team's own price, else the list price, in US dollars per million tokens; null when unpriced. */
  inputUsdPerMtok: number | null
  outputUsdPerMtok: number | null
  /** Answered by the demo provider under a real model's name. */
  simulated: boolean
}
