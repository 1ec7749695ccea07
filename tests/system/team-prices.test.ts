import { afterAll, beforeAll, expect, test } from 'vitest'
import { adminOf } from '../recorded-calls'
import { sessionOf } from '../session-of'
import { untilCalls } from '../stored-calls'
import { newTeamKey } from '../team-key'
import { chatSpan, protobufTrace } from '../traces'
import { ask } from './chat-client'
import { type RunningChat, startChat } from './start-chat'

const EMAIL = 'ada@augury.test'
let chat: RunningChat

beforeAll(async () => {
  chat = await startChat({
    variables: (providerUrl) => ({
      OPENAI_API_KEY: 'sk-test',
      OPENAI_BASE_URL: providerUrl,
      OPENAI_MODELS: 'gpt-5.5',
    }),
  })
}, 120_000)

afterAll(() => chat?.stop())

async function pricesOfCalls(teamId: string) {
  const { data, error } = await adminOf(chat.project)
    .from('model_performance_metrics')
    .select('source, input_usd_per_mtok, cost_usd')
    .eq('team_id', teamId)
    .order('source')
  if (error) throw error
  return data.map((call) => ({ ...call, cost_usd: Number(call.cost_usd) }))
}

test("C9 the team's own price holds for its chat, for reports and for traces, and for no other team", async () => {
  const { teamId, key } = await newTeamKey(chat.project, EMAIL)
  const other = await newTeamKey(chat.project, 'grace@augury.test')
  const { cookie, client } = await sessionOf(chat.project, EMAIL, 'correct horse battery')
  const { error } = await client.from('model_prices').insert({
    team_id: teamId,
    provider: 'openai',
    model: 'gpt-5*',
    valid_from: '2026-01-01T00:00:00Z',
    input_usd_per_mtok: 100,
    output_usd_per_mtok: 0,
  })
  expect(error).toBeNull()

  await ask({ appUrl: chat.app.url, cookie })
  const post = (path: string, apiKey: string, type: string, body: BodyInit) =>
    fetch(chat.app.url + path, {
      method: 'POST',
      headers: { 'x-api-key': apiKey, 'content-type': type },
      body,
    })
  const report = JSON.stringify({ provider: 'openai', model: 'gpt-5.5', inputTokens: 1000, outputTokens: 0 })
  for (const apiKey of [key, other.key])
    expect((await post('/api/track', apiKey, 'application/json', report)).status).toBe(200)
  const trace = protobufTrace([chatSpan()])
  expect((await post('/api/otlp/v1/traces', key, 'application/x-protobuf', trace)).status).toBe(200)

  expect(await untilCalls(chat.project, teamId, 3)).toBe(3)
  // 21 tokens of the chat's question, 1,000 of the report, 1,200 of the trace, at 100 dollars a million.
  expect(await pricesOfCalls(teamId)).toEqual([
    { source: 'api', input_usd_per_mtok: 100, cost_usd: 0.1 },
    { source: 'chat', input_usd_per_mtok: 100, cost_usd: 0.0021 },
    { source: 'otlp', input_usd_per_mtok: 100, cost_usd: 0.12 },
  ])
  await untilCalls(chat.project, other.teamId, 1)
  expect(await pricesOfCalls(other.teamId)).toMatchObject([{ source: 'api', input_usd_per_mtok: 5 }])
})
