import type { FrontOfTask, MeasuredArm } from '@/lib/recommender/front-of-task'
import { placeOnFront } from '@/lib/recommender/front-of-task'

/** An arm with enough evidence, its quality known to four points either way. */
export function measured(label: string, mean: number, about: Partial<MeasuredArm> = {}): MeasuredArm {
  return {
    provider: 'openai',
    model: label,
    label,
    quality: { mean, low: mean - 0.04, high: Math.min(1, mean + 0.04) },
    p95Ms: 3000,
    costPerSuccessUsd: 0.004,
    calls: 400,
    isEnough: true,
    confidence: 50,
    chosenFor: [],
    ...about,
  }
}

export function coding(arms: readonly MeasuredArm[], settled: FrontOfTask['settled'] = null): FrontOfTask {
  return { taskType: 'coding', points: placeOnFront(arms), settled }
}

/** Five models with enough calls, two of them on the line and one on the front for its speed alone; one new, one unpriced. */
export function codingFront(): FrontOfTask {
  return coding(
    [
      measured('gpt-5.6', 0.94, { costPerSuccessUsd: 0.012, chosenFor: ['quality'], p95Ms: 6200 }),
      measured('claude-opus', 0.91, { costPerSuccessUsd: 0.05, p95Ms: 9100 }),
      measured('gpt-5.6-mini', 0.89, { costPerSuccessUsd: 0.0011, chosenFor: ['balanced', 'cost'] }),
      measured('quick', 0.85, { costPerSuccessUsd: 0.006, p95Ms: 700, chosenFor: ['speed'] }),
      measured('local', 0.7, { costPerSuccessUsd: null, p95Ms: 4000 }),
      measured('new', 0.8, {
        costPerSuccessUsd: 0.0005,
        calls: 3,
        isEnough: false,
        confidence: 0,
        quality: { mean: 0.8, low: 0.3, high: 0.99 },
      }),
    ],
    'Telling new from gpt-5.6-mini would take about 120 calls with each.',
  )
}
