import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { PRIORITIES } from '@/lib/vocabulary'
import { failingEvery, newTeam, recordCalls } from '../recorded-calls'
import { ask } from './chat-client'
import { anthropic, type RunningChat, startChat } from './start-chat'

const MODELS = ['claude-haiku-4-5', 'claude-sonnet-5', 'claude-opus-4-8']

let chat: RunningChat
let cookie: string

beforeAll(async () => {
  chat = await startChat(anthropic(MODELS))
  const team = await newTeam(chat.project, 'ada@augury.test')
  cookie = team.cookie
  // So much alike that there is something to find out.
  const calls = MODELS.map((model, place) => ({
    provider: 'anthropic',
    model,
    outcomes: failingEvery(5 + place, 30),
    firstAt: Date.now() - 3_600_000,
  }))
  await recordCalls(chat.project, team.teamId, calls)
  // The first question may have to be answered before the evidence was read.
  await decisionOn({})
}, 120_000)

afterAll(() => chat?.stop())

const share = z.number().min(0).max(1)
const arm = { provider: z.literal('anthropic'), model: z.enum(MODELS) }

/** What a row must hold for the decision to be made again from it, and to be graded. */
const decisionRow = z.object({
  ...arm,
  id: z.string(),
  message_id: z.string(),
  chosen_by: z.string(),
  explored: z.boolean(),
  draw: z.number().min(0).lt(1).nullable(),
  probability: share,
  confidence: z.number().min(0).max(100),
  predicted_success: share,
  predicted_satisfaction: share,
  predicted_latency_ms: z.number().positive(),
  predicted_cost_usd: z.number().positive(),
  default_provider: z.literal('anthropic'),
  default_model: z.enum(MODELS),
  candidates: z
    .array(
      z.object({
        ...arm,
        simulated: z.literal(false),
        confidence: z.number().min(0).max(100),
        probability: share,
        predictedSuccess: share,
        predictedSatisfaction: share,
        predictedLatencyMs: z.number().positive(),
        predictedP95Ms: z.number().positive(),
        predictedCostUsd: z.number().positive(),
      }),
    )
    .length(MODELS.length),
})
type DecisionRow = z.infer<typeof decisionRow>

/** Asks, and answers with the row of the decision and with the calls that it led to. */
async function decisionOn(turn: object, conversationId = v7()) {
  const { messageId } = await ask({ appUrl: chat.app.url, cookie, conversationId, turn })
  const ofAnswer = (row: { message_id: string }) => row.message_id === messageId
  const turns = await chat.stored.until(
    conversationId,
    ({ decisions, calls }) => decisions.some(ofAnswer) && calls.some(ofAnswer),
  )
  return { row: turns.decisions.find(ofAnswer), calls: turns.calls.filter(ofAnswer) }
}

/** Where the draw falls when the chances are laid end to end in the order of the candidates. */
function replayed({ candidates, draw }: DecisionRow) {
  let passed = 0
  return candidates.find(({ probability }) => {
    passed += probability
    return (draw ?? 1) < passed
  })
}

test.each(PRIORITIES)('A29 A32 the choice can be made again from its row: %s', async (priority) => {
  const draws = new Set<number | null>()
  for (let round = 0; round < 4; round++) {
    const { row, calls } = await decisionOn({ priority })
    const decision = decisionRow.parse(row)
    const { provider, model, probability, predictedSuccess, confidence } = replayed(decision) ?? {}
    expect({ provider, model, probability }).toEqual({
      provider: decision.provider,
      model: decision.model,
      probability: decision.probability,
    })
    expect(predictedSuccess).toBeCloseTo(decision.predicted_success, 5)
    expect(confidence).toBeCloseTo(decision.confidence, 4)
    expect(decision.candidates.reduce((sum, candidate) => sum + candidate.probability, 0)).toBeCloseTo(1, 12)
    expect(new Set(decision.candidates.map((candidate) => candidate.model)).size).toBe(MODELS.length)
    expect(calls).toMatchObject([
      { provider: decision.provider, model: decision.model, recommendation_id: decision.id },
    ])
    draws.add(decision.draw)
  }
  expect(draws.size).toBe(4)
})

test('A29 every attempt of an answer belongs to its decision, whose arm is asked first', async () => {
  chat.provider.next(429, 'ok')
  const { row, calls } = await decisionOn({ priority: 'quality' })
  const { id, model } = decisionRow.parse(row)
  expect(calls.map(({ outcome }) => outcome).sort()).toEqual(['error', 'ok'])
  for (const call of calls) expect(call).toMatchObject({ recommendation_id: id, model })
})

test('A35 a conversation goes on with its model, and a wish is followed: nothing is drawn', async () => {
  const conversationId = v7()
  const first = decisionRow.parse((await decisionOn({}, conversationId)).row)
  const { provider, model } = first
  const next = await decisionOn({ conversationArm: { provider, model } }, conversationId)
  const kept = decisionRow.parse(next.row)
  expect(kept).toMatchObject({ provider, model, chosen_by: 'conversation', draw: null, probability: 1 })
  expect(kept.explored).toBe(false)
  const wish = MODELS.find((name) => name !== model)
  const wished = decisionRow.parse((await decisionOn({ provider, model: wish }, conversationId)).row)
  expect(wished).toMatchObject({ model: wish, chosen_by: 'user', draw: null, probability: 1 })
  for (const { candidates } of [kept, wished]) {
    expect(candidates.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12)
  }
})
