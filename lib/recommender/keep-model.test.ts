import { expect, test } from 'vitest'
import { latencyBucket } from '@/lib/analytics/latency-sketch'
import { aCell, someEvidence } from '@/lib/recommender/evidence.fixture'
import { type RecommendInput, recommend } from '@/lib/recommender/recommend'

const arm = (model: string) => ({
  provider: 'acme',
  model,
  label: model,
  tier: 'medium' as const,
  inputUsdPerMtok: 1,
  outputUsdPerMtok: 1,
  simulated: false,
})
const cell = (model: string, calls: number, share: number, usdPerCall: number, ms: number) =>
  aCell({
    provider: 'acme',
    model,
    calls,
    successes: Math.round(calls * share),
    thumbsUp: Math.round(calls * 0.08),
    thumbsDown: Math.round(calls * 0.02),
    costUsd: calls * usdPerCall,
    pricedSuccesses: Math.round(calls * share),
    responseTimes: [[latencyBucket(ms), calls]],
  })

function goingOnWith(
  model: string,
  calls: number,
  priority: RecommendInput['priority'],
  settings = { exploreMin: 0.01, exploreMax: 1, qualityFloor: 0 },
) {
  return recommend({
    context: { messageContent: 'x', conversationArm: arm(model) },
    taskType: 'coding',
    complexity: 'simple',
    priority,
    candidates: [arm('cheap'), arm('dear')],
    evidence: someEvidence(
      [cell('cheap', calls, 0.92, 0.0002, 500), cell('dear', calls, 0.995, 0.02, 8000)],
      { settings },
    ),
    now: 0,
    draw: 0.5,
  })
}

test('A35 a conversation keeps the model that its priority prefers, though another is better', () => {
  expect(goingOnWith('cheap', 2000, 'balanced')).toMatchObject({ model: 'cheap', chosenBy: 'conversation' })
})

test('A35 it is left for quality once the difference is certain, and not while it may be chance', () => {
  expect(goingOnWith('cheap', 2000, 'quality')).toMatchObject({ model: 'dear', chosenBy: 'evidence' })
  expect(goingOnWith('cheap', 12, 'quality')).toMatchObject({ model: 'cheap', chosenBy: 'conversation' })
})

test('A35 it is left when it is expected to succeed less often than the team allows, and another is not', () => {
  const above = (qualityFloor: number) =>
    goingOnWith('cheap', 2000, 'balanced', { exploreMin: 0, exploreMax: 0, qualityFloor })
  expect(above(0.95)).toMatchObject({ model: 'dear', chosenBy: 'evidence' })
  expect(above(0.95).reason).toContain('less often than the team allows')
  expect(above(0.999)).toMatchObject({ model: 'cheap', chosenBy: 'conversation' })
})
