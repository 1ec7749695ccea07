import { type Interval, wilsonInterval } from '@/lib/analytics/statistics'

/** Predicted probabilities beside what happened, as SQL counts them; 0.5 or more predicts a yes. */
export type GradedPredictions = {
  truePositives: number
  falsePositives: number
  falseNegatives: number
  trueNegatives: number
  /** Tenths from the lowest predictions to the highest: mean prediction (0–1) and how many came true. */
  deciles: readonly { predicted: number; hits: number; total: number }[]
}

/** A tenth of the predictions; shares 0–1, the interval is Wilson's of 95 %. */
export type Decile = Interval & { predicted: number; actual: number; total: number }

/** B8. Ratios are 0–1, null where nothing can be divided. */
export type Accuracy = {
  total: number
  accuracy: number | null
  precision: number | null
  recall: number | null
  f1: number | null
  confusion: Omit<GradedPredictions, 'deciles'>
  calibration: Decile[]
  /** Mean distance of prediction and share over the tenths, weighted by their size (Naeini et al. 2015). */
  calibrationError: number | null
}

export function judgeAccuracy({ deciles, ...confusion }: GradedPredictions): Accuracy {
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = confusion
  const total = truePositives + falsePositives + falseNegatives + trueNegatives
  const calibration = deciles.flatMap(({ predicted, hits, total }): Decile[] => {
    const interval = wilsonInterval({ hits, total })
    return interval ? [{ predicted, actual: hits / total, total, ...interval }] : []
  })
  const distance = calibration.reduce(
    (sum, { predicted, actual, total }) => sum + total * Math.abs(predicted - actual),
    0,
  )
  const precision = ratio(truePositives, truePositives + falsePositives)
  const recall = ratio(truePositives, truePositives + falseNegatives)
  const isF1Defined = precision !== null && recall !== null
  return {
    total,
    accuracy: ratio(truePositives + trueNegatives, total),
    precision,
    recall,
    f1: isF1Defined ? ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives) : null,
    confusion,
    calibration,
    calibrationError: ratio(distance, total),
  }
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
