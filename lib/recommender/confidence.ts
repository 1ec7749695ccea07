export type ConfidenceInput = {
  /** Calls that ended in success or failure. */
  calls: number
  /** Percent, 0–100; ignored without calls. */
  successRate: number | null
  /** Percent, 0–100; null when no call was rated. */
  satisfactionRate: number | null
}

/** The confidence A32, 0–100: 100 · (0.5 · min(1, calls ÷ 50) + 0.3 · success + 0.2 · (satisfaction, or 0.5 unrated)). */
export function confidence({ calls, successRate, satisfactionRate }: ConfidenceInput): number {
  const success = (successRate ?? 0) / 100
  const satisfaction = satisfactionRate === null ? 0.5 : satisfactionRate / 100
  return 100 * (0.5 * Math.min(1, calls / 50) + 0.3 * success + 0.2 * satisfaction)
}
