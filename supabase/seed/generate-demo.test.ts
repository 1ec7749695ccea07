import { TZDate } from '@date-fns/tz'
import { expect, test } from 'vitest'
import { demoCharacter } from '@/lib/providers/demo-character'
import { callEvent, trackingEvent } from '@/lib/tracking/event'
import { TASK_TYPES } from '@/lib/vocabulary'
import { generateDemo } from './generate-demo'
import { demoPeople } from './logins'
import type { DemoCall } from './simulate-request'
import { archiveImport, complexityFactors } from './story'

const DAY_MS = 86_400_000
const now = new Date('2026-11-20T15:00:00Z')
const members = demoPeople.map(({ email, weight }, index) => ({
  email,
  weight,
  userId: `0197b3a0-0000-7000-8000-00000000000${index}`,
}))
const options = { seed: 7, now, teamId: '0197b3a0-0000-7000-8000-0000000000ff', members }
const data = generateDemo(options)
const { calls, messages, conversations, feedback, decisions, signals } = data

const ageInDays = (call: DemoCall) => (now.getTime() - Date.parse(call.timestamp)) / DAY_MS
const share = <T>(all: T[], is: (one: T) => boolean) => all.filter(is).length / all.length
const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length
const okMs = (some: DemoCall[]) =>
  mean(some.filter(({ outcome }) => outcome === 'ok').map(({ response_time_ms }) => response_time_ms ?? 0))

test('the same seed and moment give the same data, another seed others', { timeout: 60_000 }, () => {
  expect(generateDemo(options)).toEqual(data)
  expect(generateDemo({ ...options, seed: 8 }).calls[0]).not.toEqual(calls[0])
})

test('about 20,000 calls within the last 90 days, each a valid one of the team, marked as simulated', () => {
  expect(calls.length).toBeGreaterThan(19_000)
  expect(calls.length).toBeLessThan(21_000)
  for (const call of calls) {
    callEvent.parse({ ...call, kind: 'call' })
    expect(ageInDays(call)).toBeGreaterThan(0)
    expect(ageInDays(call)).toBeLessThan(90)
    expect(call).toMatchObject({ source: 'demo', team_id: options.teamId, metadata: { simulated: true } })
  }
  expect(new Set(calls.map(({ id }) => id)).size).toBe(calls.length)
})

test('eight models of three providers, every task type, every answer priced', () => {
  expect(new Set(calls.map(({ model }) => model)).size).toBe(8)
  expect(new Set(calls.map(({ provider }) => provider))).toEqual(new Set(['openai', 'anthropic', 'google']))
  expect(new Set(calls.map(({ task_type }) => task_type))).toEqual(new Set(TASK_TYPES))
  expect(calls.filter(({ outcome, cost_usd }) => outcome === 'ok' && !cost_usd)).toEqual([])
})

test('one call in ten is rated', () => {
  expect(share(calls, ({ user_rating }) => user_rating !== 0)).toBeGreaterThan(0.08)
  expect(share(calls, ({ user_rating }) => user_rating !== 0)).toBeLessThan(0.12)
})

test('failures and thumbs follow the characters that the demo provider has too', () => {
  for (const model of ['claude-sonnet-5', 'gpt-5.4-mini'] as const) {
    const first = calls.filter((call) => call.model === model && call.metadata.attempt === undefined)
    const expected = mean(
      first.map(
        ({ task_type, task_complexity }) =>
          (1 - demoCharacter(model, task_type).successProbability) *
          complexityFactors[task_complexity].failures,
      ),
    )
    expect(Math.abs(share(first, ({ error_kind }) => error_kind !== null) - expected)).toBeLessThan(0.008)
    const rated = first.filter(({ user_rating }) => user_rating !== 0)
    const liked = mean(rated.map(({ task_type }) => demoCharacter(model, task_type).thumbsUpProbability))
    expect(Math.abs(share(rated, ({ user_rating }) => user_rating === 1) - liked)).toBeLessThan(0.03)
  }
})

test('harder questions take longer', () => {
  const coding = calls.filter(({ model, task_type }) => model === 'claude-sonnet-5' && task_type === 'coding')
  const [simple, complex] = (['simple', 'complex'] as const).map((complexity) =>
    okMs(coding.filter(({ task_complexity }) => task_complexity === complexity)),
  )
  expect(complex ?? 0).toBeGreaterThan(2 * (simple ?? 0))
})

test('gemini-3.5-flash is slower, fails more and is liked less in the last week', () => {
  const flash = calls.filter(({ model }) => model === 'gemini-3.5-flash')
  const [ill, well] = [
    flash.filter((call) => ageInDays(call) < 7),
    flash.filter((call) => ageInDays(call) >= 7),
  ]
  const failed = ({ outcome }: DemoCall) => outcome === 'error' || outcome === 'timeout'
  const liked = (some: DemoCall[]) =>
    share(
      some.filter(({ user_rating }) => user_rating !== 0),
      ({ user_rating }) => user_rating === 1,
    )
  expect(okMs(ill)).toBeGreaterThan(1.8 * okMs(well))
  expect(share(ill, failed)).toBeGreaterThan(4 * share(well, failed))
  expect(liked(ill)).toBeLessThan(liked(well) - 0.1)
})

test('gpt-5.6 is new: a dozen calls, none older than five days', () => {
  const fresh = calls.filter(({ model }) => model === 'gpt-5.6')
  expect(fresh.length).toBeGreaterThan(3)
  expect(fresh.length).toBeLessThan(30)
  expect(Math.max(...fresh.map(ageInDays))).toBeLessThan(5)
})

test('an archive is read in on one afternoon, which costs far more than a usual day of that person', () => {
  const ida = members.find(({ email }) => email === archiveImport.email)
  const costs = new Map<string, number>()
  for (const { user_id, timestamp, cost_usd } of calls.filter(({ user_id }) => user_id === ida?.userId)) {
    const day = `${user_id} ${new TZDate(timestamp, 'Europe/Berlin').toDateString()}`
    costs.set(day, (costs.get(day) ?? 0) + (cost_usd ?? 0))
  }
  const [dearest, second] = [...costs.values()].sort((a, b) => b - a)
  expect(dearest).toBeGreaterThan(8)
  expect(second).toBeLessThan(2)
})

test('work has a rhythm: weekdays and daytime in the zone of the team', () => {
  const local = calls.map(({ timestamp }) => new TZDate(timestamp, 'Europe/Berlin'))
  expect(share(local, (time) => time.getDay() === 0 || time.getDay() === 6)).toBeLessThan(0.13)
  expect(share(local, (time) => time.getHours() >= 8 && time.getHours() < 18)).toBeGreaterThan(0.7)
})

test('retries are rows of one request; some calls are stopped, some time out', () => {
  const attempts = new Map<string | null, DemoCall[]>()
  for (const call of calls) attempts.set(call.request_id, [...(attempts.get(call.request_id) ?? []), call])
  const retried = [...attempts.values()].filter(({ length }) => length > 1)
  expect(retried.some(({ length }) => length === 3)).toBe(true)
  for (const some of retried) {
    expect(some.slice(0, -1).every(({ outcome }) => outcome === 'error')).toBe(true)
  }
  expect(calls.some(({ outcome }) => outcome === 'stopped')).toBe(true)
  expect(calls.some(({ outcome }) => outcome === 'timeout')).toBe(true)
})

test('the two logins have conversations, and calls, answers and thumbs agree', () => {
  for (const { userId } of members.slice(0, 2)) {
    expect(conversations.filter(({ user_id }) => user_id === userId).length).toBe(15)
  }
  for (const answer of messages.filter(({ role }) => role === 'assistant')) {
    const call = calls.filter(({ message_id }) => message_id === answer.id).at(-1)
    expect(call).toMatchObject({
      outcome: 'ok',
      model: answer.model,
      provider: answer.provider,
      user_id: answer.user_id,
      conversation_id: answer.conversation_id,
      user_rating: 0,
    })
  }
  expect(feedback.length).toBeGreaterThan(5)
  for (const { message_id, user_id } of feedback) {
    expect(messages.find(({ id }) => id === message_id)).toMatchObject({ role: 'assistant', user_id })
  }
})

test('the chat’s decisions can be replayed from what they log, and led to the calls they say', () => {
  expect(decisions.length).toBeGreaterThan(4000)
  const firstCalls = new Map(calls.toReversed().map((call) => [call.recommendation_id, call]))
  for (const decision of decisions) {
    trackingEvent.parse(decision)
    const candidates = decision.candidates.map(({ probability }) => Number(probability))
    expect(mean(candidates) * candidates.length).toBeCloseTo(1, 9)
    const { provider, model, task_type } = decision
    const call = firstCalls.get(decision.id)
    if (call) expect(call).toMatchObject({ provider, model, task_type, feature: 'chat' })
    if (decision.draw === null) continue
    let left = decision.draw
    const drawn = decision.candidates.find((_, index) => {
      left -= candidates[index] ?? 0
      return left < 0
    })
    expect(drawn).toMatchObject({ provider, model, probability: decision.probability })
  }
})

test('models are drawn as often as the logged chances say, and more often where they were liked', () => {
  const drawn = decisions.filter(({ draw }) => draw !== null)
  const chanceOf = (model: string) =>
    mean(
      drawn.map(({ candidates }) =>
        Number(candidates.find((each) => each.model === model)?.probability ?? 0),
      ),
    )
  for (const model of ['claude-opus-4-8', 'gpt-5.4-mini', 'gemini-3.1-flash-lite']) {
    expect(Math.abs(share(drawn, (decision) => decision.model === model) - chanceOf(model))).toBeLessThan(
      0.02,
    )
  }
  const coding = drawn.filter(({ task_type }) => task_type === 'coding')
  const shareOf = (model: string) => share(coding, (decision) => decision.model === model)
  expect(shareOf('claude-opus-4-8')).toBeGreaterThan(3 * shareOf('gemini-3.1-flash-lite'))
})

test('rules decide first, then evidence, and a conversation goes on with the model of its last answer', () => {
  const by = (decider: string) => decisions.filter(({ chosen_by }) => chosen_by === decider)
  const drawn = [...by('rules'), ...by('evidence')]
  expect(drawn.every(({ draw }) => draw !== null)).toBe(true)
  expect(by('rules').length).toBeGreaterThan(10)
  expect(Math.max(...by('rules').map(({ created_at }) => Date.parse(created_at)))).toBeLessThan(
    now.getTime() - 80 * DAY_MS,
  )
  expect(share(drawn, ({ explored }) => explored)).toBeLessThan(0.45)
  expect(share(decisions, ({ chosen_by }) => chosen_by === 'conversation')).toBeGreaterThan(0.3)
  const lastModels = new Map<string | null, string>()
  for (const { conversation_id, model, chosen_by, draw } of decisions) {
    if (chosen_by === 'conversation') {
      expect(model).toBe(lastModels.get(conversation_id))
      expect(draw).toBeNull()
    }
    lastModels.set(conversation_id, model)
  }
})

test('what was done with answers of the chat was done after them, once, and never with a failure', () => {
  const answers = new Map(
    calls
      .filter(({ outcome }) => outcome === 'ok' || outcome === 'stopped')
      .map((call) => [call.message_id, call]),
  )
  for (const { message_id, signal, created_at, user_id, conversation_id } of signals) {
    const answer = answers.get(message_id)
    expect(answer).toMatchObject({ feature: 'chat', user_id, conversation_id })
    expect(Date.parse(created_at)).toBeGreaterThan(Date.parse(answer?.timestamp ?? ''))
    expect(Date.parse(created_at)).toBeLessThan(now.getTime())
    if (signal === 'abandoned') expect(answer?.outcome).toBe('stopped')
  }
  expect(new Set(signals.map(({ message_id, signal }) => `${message_id} ${signal}`)).size).toBe(
    signals.length,
  )
  expect(new Set(signals.map(({ signal }) => signal)).size).toBe(5)
})
