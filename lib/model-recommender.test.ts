import { expect, test } from 'vitest'
import { ModelRecommender } from '@/lib/model-recommender'
import type { CandidateArm } from '@/lib/recommender/candidate-arm'
import type { EvidenceCell } from '@/lib/recommender/evidence'
import { aCell, someEvidence } from '@/lib/recommender/evidence.fixture'
import { COMPLEXITIES } from '@/lib/vocabulary'

const small: CandidateArm = {
  provider: 'anthropic',
  model: 'claude-haiku-4-5',
  label: 'Claude Haiku 4.5',
  tier: 'small',
  inputUsdPerMtok: 1,
  outputUsdPerMtok: 5,
  simulated: false,
}
const large: CandidateArm = { ...small, model: 'claude-opus-4-8', label: 'Claude Opus 4.8', tier: 'large' }
const context = { messageContent: 'Write a function that reverses a linked list in C.', hasCodeContent: true }

function coding({ provider, model }: CandidateArm, successes: number): EvidenceCell[] {
  return COMPLEXITIES.map((complexity) =>
    aCell({
      provider,
      model,
      complexity,
      calls: 50,
      successes,
      avgResponseTimeMs: 1000,
      timedCalls: successes,
      costUsd: 1,
      pricedSuccesses: successes,
    }),
  )
}

function recommenderWith(cells: EvidenceCell[], asked: string[] = []) {
  const get = async (teamId: string) => {
    asked.push(teamId)
    return someEvidence(cells)
  }
  return new ModelRecommender({
    teamId: 'team-1',
    candidates: async () => [small, large],
    evidence: { get },
    now: () => 0,
    random: () => 0.5,
  })
}

test('A29 the answer names model, provider, confidence, reason, metrics and alternatives', async () => {
  const asked: string[] = []
  const recommender = recommenderWith([...coding(small, 25), ...coding(large, 50)], asked)
  const answer = await recommender.getModelRecommendation(context, 'quality')
  expect(answer).toMatchObject({
    provider: 'anthropic',
    model: 'claude-opus-4-8',
    metrics: { avgResponseTime: 1000, successRate: 100, satisfactionRate: null, sampleSize: 50 },
    chosenBy: 'evidence',
    taskType: 'coding',
  })
  expect(answer.confidence).toBeGreaterThan(95)
  expect(answer.reason).toContain('Claude Opus 4.8')
  expect(answer.alternatives.map(({ model }) => model)).toEqual(['claude-haiku-4-5'])
  expect(asked).toEqual(['team-1'])
})

test('A33 without evidence the rules decide and say so', async () => {
  const answer = await recommenderWith([]).getModelRecommendation(context)
  expect(answer.chosenBy).toBe('rules')
  expect(answer.reason).toMatch(/rules/)
})

test('A35 the choice of the user is followed, whatever the evidence', async () => {
  const evidence = [...coding(small, 5), ...coding(large, 50)]
  const answer = await recommenderWith(evidence).getModelRecommendation({ ...context, userPreference: small })
  expect(answer).toMatchObject({ model: 'claude-haiku-4-5', chosenBy: 'user' })
})
