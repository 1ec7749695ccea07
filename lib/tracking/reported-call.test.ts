import { v4, v7 } from 'uuid'
import { expect, test } from 'vitest'
import { fieldErrors } from '@/lib/api/read-input'
import { priceOf } from '@/lib/pricing/price-of'
import { trackingEvent } from '@/lib/tracking/event'
import { redactSecrets } from '@/lib/tracking/redact-secrets'
import { callEventOf, reportedCall } from '@/lib/tracking/reported-call'

const reporter = { teamId: v4(), source: 'api', priceOf } as const
const least = { provider: 'openai', model: 'gpt-4o-mini' }
const ago = (ms: number) => new Date(Date.now() - ms).toISOString()
const HOUR = 3_600_000

const eventOf = (report: object) => callEventOf(reportedCall.parse({ ...least, ...report }), reporter)

/** The wrong fields, as the answer names them. */
function refused(report: object): string[] {
  const { error } = reportedCall.safeParse({ ...least, ...report })
  return error ? fieldErrors(error, 'call').map(({ path }) => path) : []
}

test('C5 provider and model are enough, and the rest is unknown', () => {
  const before = Date.now()
  const event = eventOf({})
  expect(event).toMatchObject({
    ...least,
    team_id: reporter.teamId,
    source: 'api',
    outcome: 'ok',
    feature: 'chat',
    task_type: 'other',
    user_id: null,
    input_tokens: null,
    cost_usd: null,
    metadata: {},
  })
  expect(Date.parse(event.timestamp)).toBeGreaterThanOrEqual(before)
  expect(trackingEvent.parse(event)).toEqual(event)
  expect(
    eventOf(
      Object.fromEntries(
        Object.keys(reportedCall.shape)
          .map((name) => [name, null])
          .concat(Object.entries(least)),
      ),
    ),
  ).toMatchObject({ input_tokens: null, metadata: {} })
})

test('C5 every field reaches its column', () => {
  const report = {
    id: v4().toUpperCase(),
    timestamp: ago(HOUR),
    responseModel: 'gpt-4o-mini-2024-07-18',
    feature: 'my_feature',
    taskType: 'coding',
    taskComplexity: 'complex',
    responseTimeMs: 812.6,
    timeToFirstTokenMs: 90,
    inputTokens: 1000,
    outputTokens: 300,
    cachedInputTokens: 400,
    cacheWriteTokens: 0,
    reasoningTokens: 100,
    usageEstimated: true,
    cached: true,
    outcome: 'error',
    errorKind: 'server_error',
    errorMessage: 'Failed with Authorization: Bearer abcdefghijk',
    confidenceScore: 0.5,
    user: 'customer 7',
    conversationId: 'thread-1',
    requestId: v4(),
    runId: v4(),
    projectId: v4(),
    metadata: { async: true, nested: { list: [1, 'two', null] } },
  }
  expect(eventOf(report)).toEqual({
    kind: 'call',
    team_id: reporter.teamId,
    id: report.id.toLowerCase(),
    timestamp: report.timestamp,
    user_id: null,
    external_user_id: 'customer 7',
    request_id: report.requestId,
    ...least,
    response_model: 'gpt-4o-mini-2024-07-18',
    task_type: 'coding',
    task_complexity: 'complex',
    response_time_ms: 813,
    time_to_first_token_ms: 90,
    input_tokens: 1000,
    output_tokens: 300,
    cached_input_tokens: 400,
    cache_write_tokens: 0,
    reasoning_tokens: 100,
    tokens_used: 1300,
    usage_estimated: true,
    // 600 × 0.15 + 400 × 0.075 + 300 × 0.6, per million.
    cost_usd: expect.closeTo(0.0003, 12),
    input_usd_per_mtok: 0.15,
    output_usd_per_mtok: 0.6,
    cache_read_usd_per_mtok: 0.075,
    cache_write_usd_per_mtok: 0.15,
    reasoning_usd_per_mtok: null,
    cached: true,
    outcome: 'error',
    error_kind: 'server_error',
    error_message: 'Failed with Authorization: [redacted]',
    confidence_score: 0.5,
    feature: 'my_feature',
    project_id: report.projectId,
    run_id: report.runId,
    conversation_id: 'thread-1',
    message_id: null,
    recommendation_id: null,
    source: 'api',
    metadata: report.metadata,
  })
})

test('C5 without a time the call began as long ago as it took', () => {
  const { id, timestamp } = eventOf({ responseTimeMs: 60_000 })
  expect(Date.now() - Date.parse(timestamp)).toBeGreaterThanOrEqual(60_000)
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse(timestamp))
})

test('C5 one instant is one time, however it is written', () => {
  const at = ago(HOUR)
  const shifted = new Date(Date.parse(at) + 5.5 * HOUR).toISOString().replace('Z', '+05:30')
  expect(eventOf({ timestamp: shifted }).timestamp).toBe(at)
  expect(eventOf({ timestamp: at.replace('Z', '999Z') }).timestamp).toBe(at)
})

test.each([
  ['a cache counted inside, as OpenAI and Gemini do', { inputIncludesCache: true }, 1000, 600, false],
  ['a cache that may be inside', {}, 1000, 600, false],
  ['a cache counted beside, as Anthropic does', { inputIncludesCache: false }, 1600, 600, false],
  ['a cache that cannot be inside', { inputTokens: 100 }, 700, 600, true],
])('C5 %s', (_, report, input, cached, isInferred) => {
  const event = eventOf({ inputTokens: 1000, outputTokens: 0, cachedInputTokens: cached, ...report })
  expect(event).toMatchObject({ input_tokens: input, cached_input_tokens: cached, tokens_used: input })
  expect(event.cost_usd).toBeCloseTo(((input - cached) * 0.15 + cached * 0.075) / 1e6, 12)
  expect(event.metadata).toEqual(isInferred ? { usage_inferred: true } : {})
})

test('C5 reasoning is a part of the output, or becomes one', () => {
  const output = (report: object) => eventOf({ reasoningTokens: 50, ...report }).output_tokens
  expect(output({ outputTokens: 80 })).toBe(80)
  expect(output({ outputTokens: 80, outputIncludesReasoning: false })).toBe(130)
  expect(output({ outputTokens: 30 })).toBe(80)
})

test('C5 a cost that is told stands alone, an unknown model has none, an embedding no output', () => {
  const usage = { inputTokens: 10, outputTokens: 10 }
  expect(eventOf({ ...usage, costUsd: 0.5 })).toMatchObject({ cost_usd: 0.5, input_usd_per_mtok: null })
  expect(eventOf({ ...usage, model: 'nobody-knows' }).cost_usd).toBeNull()
  expect(eventOf({ inputTokens: 10, feature: 'embedding_generation' }).tokens_used).toBe(10)
  expect(eventOf({ inputTokens: 10 }).tokens_used).toBeNull()
})

test('C5 tokens of up to what their column holds are kept', () => {
  expect(eventOf({ inputTokens: 2 ** 31 - 2, outputTokens: 1 }).tokens_used).toBe(2 ** 31 - 1)
})

test.each([
  [{}, 'ok'],
  [{ success: true }, 'ok'],
  [{ success: false }, 'error'],
  [{ success: false, errorKind: 'timeout' }, 'timeout'],
  [{ success: false, outcome: 'stopped' }, 'stopped'],
  [{ errorKind: 'rate_limited' }, 'error'],
  [{ errorMessage: 'It broke.' }, 'error'],
  [{ success: true, errorMessage: 'It broke, then it worked.' }, 'ok'],
  [{ outcome: 'stopped' }, 'stopped'],
])('C5 %j ended %s', (report, outcome) => {
  expect(eventOf(report).outcome).toBe(outcome)
})

test.each([
  [{ id: v7() }, 'timestamp'],
  [{ id: 'mine', timestamp: ago(0) }, 'id'],
  [{ timestamp: '2026-11-21' }, 'timestamp'],
  [{ timestamp: '2026-11-21T10:00:00' }, 'timestamp'],
  [{ timestamp: 1_795_000_000 }, 'timestamp'],
  [{ timestamp: ago(91 * 24 * HOUR) }, 'timestamp'],
  [{ timestamp: ago(-25 * HOUR) }, 'timestamp'],
  [{ timestamp: '0001-01-01T00:00:00Z' }, 'timestamp'],
  [{ provider: ' \0 ' }, 'provider'],
  [{ model: 'x'.repeat(201) }, 'model'],
  [{ user: '' }, 'user'],
  [{ taskType: 'poetry' }, 'taskType'],
  [{ inputTokens: -1 }, 'inputTokens'],
  [{ inputTokens: 1.5 }, 'inputTokens'],
  [{ inputTokens: '10' }, 'inputTokens'],
  [{ outputTokens: 2 ** 31 }, 'outputTokens'],
  [{ responseTimeMs: 1e300 }, 'responseTimeMs'],
  [{ inputTokens: 10, cachedInputTokens: 11, inputIncludesCache: true }, 'inputTokens'],
  [{ inputTokens: 2 ** 31 - 1, cachedInputTokens: 1, inputIncludesCache: false }, 'inputTokens'],
  [{ outputTokens: 10, reasoningTokens: 11, outputIncludesReasoning: true }, 'outputTokens'],
  [{ inputTokens: 2 ** 31 - 1, outputTokens: 1 }, 'outputTokens'],
  [
    { inputTokens: 2 ** 30, outputTokens: 2 ** 29, reasoningTokens: 2 ** 29, outputIncludesReasoning: false },
    'outputTokens',
  ],
  [{ costUsd: -1 }, 'costUsd'],
  [{ costUsd: 1e9 }, 'costUsd'],
  [{ success: true, outcome: 'error' }, 'success'],
  [{ success: false, outcome: 'ok' }, 'success'],
  [{ confidenceScore: 1.1 }, 'confidenceScore'],
  [{ runId: 'x' }, 'runId'],
  [{ input_tokens: 10 }, 'input_tokens'],
  [{ teamId: v4() }, 'teamId'],
  [{ metadata: [] }, 'metadata'],
  [{ metadata: { text: 'x'.repeat(16_384) } }, 'metadata'],
])('C5 refuses %j and names the field (%#)', (report, field) => {
  expect(refused(report)).toEqual([field])
})

test('C5 metadata deeper than the stack is refused like any other wrong field', () => {
  const depth = 100_000
  expect(refused({ metadata: JSON.parse(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`) })).toEqual([
    'metadata',
  ])
  expect(refused({ metadata: { a: { b: { c: { d: { e: { f: { g: {} } } } } } } } })).toEqual([])
  expect(refused({ metadata: { a: { b: { c: { d: { e: { f: { g: { h: 1 } } } } } } } } })).toEqual([])
  expect(refused({ metadata: { a: { b: { c: { d: { e: { f: { g: { h: {} } } } } } } } } })).toEqual([
    'metadata',
  ])
})

test('C5 what the database could not hold is stored without it', () => {
  const hostile = { 'a\0\ud800': 'b\0\udfff', big: JSON.parse('1e999'), ['__proto__']: 1 }
  const event = trackingEvent.parse(
    eventOf({ user: 'x\0y', errorMessage: `${'e'.repeat(1999)}😀`, metadata: hostile }),
  )
  expect(event).toMatchObject({ external_user_id: 'xy', metadata: { 'a�': 'b�', big: null } })
  const text = JSON.stringify(event)
  expect(text).not.toContain('\\u0000')
  expect(text.isWellFormed() && !text.includes('\\ud')).toBe(true)
})

test('C5 keys are cut out of error messages, of long and hostile ones too', () => {
  const key = `aug_${'0123456789abcdef'.repeat(4)}`
  expect(eventOf({ errorMessage: `401 for ${key}` }).error_message).toBe('401 for [redacted]')
  // In quadratic time each of these would take hours.
  for (const part of ['eyJ-', ' ', 'api_key ', 'bearer\t']) {
    expect(redactSecrets(part.repeat(2_000_000)).length).toBeGreaterThan(0)
  }
})

test('C5 keys are cut out of the kind of error and the metadata, at any depth', () => {
  const key = `hf_${'0123456789abcdef'.repeat(2)}`
  const { error_kind, metadata } = eventOf({
    errorKind: key,
    metadata: { a: [{ b: `with ${key}` }], [key]: 1, apiKey: 'short', token: 'short', tokens: '12' },
  })
  expect(error_kind).toBe('[redacted]')
  expect(metadata).toEqual({
    a: [{ b: 'with [redacted]' }],
    '[redacted]': 1,
    apiKey: '[redacted]',
    token: '[redacted]',
    tokens: '12',
  })
  expect(eventOf({ errorKind: 'secret:abcd '.repeat(8).trim() }).error_kind).toHaveLength(100)
})
