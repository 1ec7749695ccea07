import { beforeEach, describe, expect, test, vi } from 'vitest'
import { wantedOf } from '@/lib/otlp/attribute-names'
import { PYTHON_EXPORT } from '@/lib/otlp/python-export.fixture'
import { readProtobuf } from '@/lib/otlp/read-protobuf'
import { BEGIN_MS, type PlainAttributes, type PlainSpan, spansOf } from '@/lib/otlp/spans.fixture'
import { readTraceExport } from '@/lib/otlp/trace-export'
import { priceOf } from '@/lib/pricing/price-of'
import { type CallEvent, type RunEvent, trackingEvent } from '@/lib/tracking/event'

const TEAM = '01934b2e-0000-7000-8000-000000000001'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: BEGIN_MS + 3_600_000 })
  return () => vi.useRealTimers()
})

/** An export as the server takes it, after those whose marks are known. */
function receive(
  plain: readonly PlainSpan[],
  { resource = {}, known = new Map<string, number>(), keepsText = false, callsFrom = null }: Given = {},
) {
  const spans = spansOf(plain, resource, keepsText)
  const answer = readTraceExport(spans, { teamId: TEAM, priceOf, callsFrom, known })
  for (const event of answer.events) trackingEvent.parse(event)
  const calls = answer.events.filter((event): event is CallEvent => event.kind === 'call')
  const runs = answer.events.filter((event): event is RunEvent => event.kind === 'run')
  return { ...answer, calls, runs, known: new Map([...known, ...answer.marks]) }
}
type Given = {
  resource?: PlainAttributes
  known?: Map<string, number>
  keepsText?: boolean
  callsFrom?: Date | null
}

const chat = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-5.5',
}

const usage = { input_tokens: 1000, output_tokens: 100, cached_input_tokens: 400, reasoning_tokens: 30 }

const DIALECTS: Record<string, { attributes: PlainAttributes; call: Partial<CallEvent> }> = {
  'the current conventions': {
    attributes: {
      ...chat,
      'gen_ai.response.model': 'gpt-5.5-2026-04-23',
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.output_tokens': 100,
      'gen_ai.usage.cache_read.input_tokens': 400,
      'gen_ai.usage.cache_write.input_tokens': 50,
      'gen_ai.usage.reasoning.output_tokens': 30,
      'gen_ai.response.finish_reasons': ['tool_call'],
      'gen_ai.response.time_to_first_chunk': 0.25,
      'gen_ai.conversation.id': 'thread-1',
      'user.id': 'ada',
    },
    call: {
      provider: 'openai',
      response_model: 'gpt-5.5-2026-04-23',
      ...usage,
      cache_write_tokens: 50,
      time_to_first_token_ms: 250,
      conversation_id: 'thread-1',
      external_user_id: 'ada',
      metadata: expect.objectContaining({ finish_reason: 'tool-calls' }),
    },
  },
  'the conventions of 1.41': {
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.system': 'openai',
      'gen_ai.request.model': 'gpt-5.5',
      'gen_ai.usage.prompt_tokens': 1000,
      'gen_ai.usage.completion_tokens': 100,
      'gen_ai.usage.cache_creation.input_tokens': 50,
      'enduser.id': 'ada',
    },
    call: {
      provider: 'openai',
      input_tokens: 1000,
      output_tokens: 100,
      cache_write_tokens: 50,
      external_user_id: 'ada',
    },
  },
  'the AI SDK 6': {
    attributes: {
      'ai.operationId': 'ai.streamText.doStream',
      'ai.model.provider': 'openai.responses',
      'ai.model.id': 'gpt-5.5',
      'ai.response.model': 'gpt-5.5-2026-04-23',
      'ai.usage.inputTokens': 1000,
      'ai.usage.outputTokens': 100,
      'ai.usage.cachedInputTokens': 400,
      'ai.usage.inputTokenDetails.cacheWriteTokens': 50,
      'ai.usage.reasoningTokens': 30,
      'ai.usage.totalTokens': 1100,
      'ai.response.finishReason': 'content-filter',
      'ai.response.msToFirstChunk': 123.4,
      'ai.telemetry.functionId': 'support',
      'ai.telemetry.metadata.userId': 'ada',
      'ai.telemetry.metadata.sessionId': 'thread-1',
    },
    call: {
      provider: 'openai',
      ...usage,
      cache_write_tokens: 50,
      time_to_first_token_ms: 123,
      feature: 'support',
      external_user_id: 'ada',
      conversation_id: 'thread-1',
      metadata: expect.objectContaining({ finish_reason: 'content-filter' }),
    },
  },
  'OpenLLMetry, before the conventions': {
    attributes: {
      'llm.request.type': 'chat',
      'gen_ai.system': 'OpenAI',
      'gen_ai.request.model': 'gpt-5.5',
      'gen_ai.usage.prompt_tokens': 1000,
      'gen_ai.usage.completion_tokens': 100,
      'gen_ai.usage.cache_read_input_tokens': 400,
      'gen_ai.usage.cache_creation_input_tokens': 50,
      'gen_ai.usage.reasoning_tokens': 30,
      'llm.usage.total_tokens': 1100,
      'traceloop.association.properties.session_id': 'thread-1',
      'traceloop.association.properties.user_id': 'ada',
    },
    call: {
      provider: 'openai',
      ...usage,
      cache_write_tokens: 50,
      conversation_id: 'thread-1',
      external_user_id: 'ada',
    },
  },
  'LiteLLM, numbers and lists as text': {
    attributes: {
      'llm.request.type': 'acompletion',
      'llm.is_streaming': 'True',
      'gen_ai.system': 'openai',
      'gen_ai.request.model': 'gpt-5.5',
      'litellm.provider.model': 'gpt-5.5-2026-04-23',
      'gen_ai.usage.input_tokens': '1000',
      'gen_ai.usage.output_tokens': '100',
      'gen_ai.usage.cache_read.input_tokens': '400',
      'gen_ai.usage.reasoning.output_tokens': '30',
      'gen_ai.response.finish_reasons': '["length"]',
      'litellm.cost.total': 0.0123,
    },
    call: {
      provider: 'openai',
      response_model: 'gpt-5.5-2026-04-23',
      ...usage,
      metadata: expect.objectContaining({ finish_reason: 'length', reported_cost_usd: 0.0123 }),
    },
  },
  OpenInference: {
    attributes: {
      'openinference.span.kind': 'LLM',
      'llm.system': 'openai',
      'llm.model_name': 'gpt-5.5',
      'llm.token_count.prompt': 1000,
      'llm.token_count.completion': 100,
      'llm.token_count.total': 1100,
      'llm.token_count.prompt_details.cache_read': 400,
      'llm.token_count.prompt_details.cache_write': 50,
      'llm.token_count.completion_details.reasoning': 30,
      'llm.finish_reason': 'max_tokens',
      'llm.cost.total': 0.5,
      'session.id': 'thread-1',
      'user.id': 'ada',
    },
    call: {
      provider: 'openai',
      ...usage,
      cache_write_tokens: 50,
      conversation_id: 'thread-1',
      external_user_id: 'ada',
      metadata: expect.objectContaining({ finish_reason: 'length', reported_cost_usd: 0.5 }),
    },
  },
}

describe('dialects', () => {
  test.each(Object.entries(DIALECTS))('C6 a call in the words of %s', (_, { attributes, call }) => {
    const { calls } = receive([{ attributes }])
    expect(calls).toHaveLength(1)
    expect(calls[0]).toMatchObject({
      team_id: TEAM,
      source: 'otlp',
      timestamp: '2026-11-20T10:00:00.000Z',
      model: 'gpt-5.5',
      response_time_ms: 900,
      outcome: 'ok',
      tokens_used: 1100,
      ...call,
    })
    expect(calls[0]?.cost_usd).toBeGreaterThan(0)
  })

  test.each([
    ['gen_ai.operation.name', 'embeddings'],
    ['ai.operationId', 'ai.embedMany.doEmbed'],
    ['openinference.span.kind', 'EMBEDDING'],
    ['llm.request.type', 'aembedding'],
  ])('C6 an embedding, by %s, is priced by its input alone', (name, operation) => {
    const attributes = {
      [name]: operation,
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'text-embedding-3-small',
      'gen_ai.usage.input_tokens': 1000,
    }
    const { calls } = receive([{ attributes }])
    expect(calls).toMatchObject([{ feature: 'embedding_generation', output_tokens: 0, tokens_used: 1000 }])
    expect(calls[0]?.cost_usd).toBeCloseTo(0.00002, 8)
  })

  test.each([
    ['openai.responses', 'openai'],
    ['openai-compatible.chat', 'openai-compatible'],
    ['google.vertex.chat', 'gcp.vertex_ai'],
    ['google.generative-ai', 'gcp.gemini'],
    ['amazon-bedrock', 'aws.bedrock'],
    ['aws.bedrock', 'aws.bedrock'],
    ['azure.responses', 'azure.ai.openai'],
    ['azure.ai.inference', 'azure.ai.inference'],
    ['anthropic.messages', 'anthropic'],
    ['mistral.chat', 'mistral_ai'],
    ['Some.House', 'some.house'],
  ])('C6 a provider called %s is %s', (said, name) => {
    const { calls } = receive([{ attributes: { ...chat, 'gen_ai.provider.name': said } }])
    expect(calls).toMatchObject([{ provider: name }])
  })

  test('C6 an unknown provider or model is unpriced, never free', () => {
    const attributes = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.usage.input_tokens': 10,
      'gen_ai.usage.output_tokens': 5,
    }
    const { calls } = receive([
      { attributes },
      { id: '2', attributes: { ...chat, ...attributes, 'gen_ai.request.model': 'nobody-1' } },
    ])
    expect(calls).toMatchObject([
      { provider: 'unknown', model: 'unknown', cost_usd: null },
      { provider: 'openai', model: 'nobody-1', cost_usd: null },
    ])
  })

  test('C6 cached tokens beside the input, as raw Anthropic emitters count, are added to it', () => {
    const attributes = {
      ...chat,
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.request.model': 'claude-sonnet-5',
      'gen_ai.usage.input_tokens': 10,
      'gen_ai.usage.output_tokens': 5,
      'gen_ai.usage.cache_read.input_tokens': 900,
    }
    const told = { ...attributes, 'gen_ai.usage.input_tokens': 1000, 'gen_ai.usage.total_tokens': 1905 }
    const { calls } = receive([{ attributes }, { id: '2', attributes: told }])
    expect(calls).toMatchObject([
      { input_tokens: 910, metadata: { usage_inferred: true } },
      { input_tokens: 1900 },
    ])
  })

  test('C6 the time to the first token may be an event of the span', () => {
    const firstChunk = { name: 'ai.stream.firstChunk', at: 120 }
    const attributes = { 'ai.operationId': 'ai.streamText.doStream', 'ai.model.id': 'gpt-5.5' }
    expect(receive([{ attributes, events: [firstChunk] }]).calls).toMatchObject([
      { time_to_first_token_ms: 120 },
    ])
  })
})

describe('failures', () => {
  test.each([
    [{ 'error.type': '429' }, 'rate_limited'],
    [{ 'http.response.status_code': 503 }, 'overloaded'],
    [{ 'error.type': 'openai.APITimeoutError' }, 'timeout'],
    [{ 'error.type': 'ContextWindowExceeded' }, 'ContextWindowExceeded'],
    [{}, 'unknown'],
  ])('C6 %j is of the kind %s', (attributes, kind) => {
    const { calls } = receive([{ failed: 'It failed.', attributes: { ...chat, ...attributes } }])
    expect(calls).toMatchObject([
      { outcome: kind === 'timeout' ? 'timeout' : 'error', error_kind: kind, error_message: 'It failed.' },
    ])
  })

  test('C6 the exception of a span says what its status does not, without keys', () => {
    const exception = {
      name: 'exception',
      at: 800,
      attributes: {
        'exception.type': 'openai.RateLimitError',
        'exception.message': 'rate limit for sk-proj-abcdefghij',
      },
    }
    const { calls } = receive([{ failed: '', attributes: chat, events: [exception] }])
    expect(calls).toMatchObject([
      { outcome: 'error', error_kind: 'rate_limited', error_message: 'rate limit for [redacted]' },
    ])
  })

  test('C6 a call that its user stopped has not failed', () => {
    const { calls } = receive([
      { failed: 'x', attributes: { ...chat, 'error.type': 'asyncio.CancelledError' } },
    ])
    expect(calls).toMatchObject([{ outcome: 'stopped', error_kind: null }])
  })
})

describe('layers that report the same call', () => {
  const tokens = { 'gen_ai.usage.input_tokens': 10, 'gen_ai.usage.output_tokens': 5 }
  const agent = {
    ...tokens,
    'gen_ai.operation.name': 'invoke_agent',
    'gen_ai.agent.name': 'planner',
    'gen_ai.conversation.id': 'thread-1',
  }
  const step = { 'gen_ai.operation.name': 'agent_step' }

  test('C6 of an agent, its step and its call only the call counts, and knows the agent', () => {
    const { calls } = receive([
      { id: '3', parent: '2', attributes: { ...chat, ...tokens } },
      { id: '2', parent: '1', attributes: step },
      { id: '1', attributes: agent },
    ])
    expect(calls).toMatchObject([{ feature: 'planner', conversation_id: 'thread-1', tokens_used: 15 }])
    expect(calls[0]?.metadata.span_id).toBe('3333333333333333')
  })

  test('C6 the legacy spans of the AI SDK hold one call', () => {
    const ai = { 'ai.model.id': 'gpt-5.5', 'ai.usage.inputTokens': 10 }
    const { calls } = receive([
      { id: '2', parent: '1', attributes: { ...ai, 'ai.operationId': 'ai.generateText.doGenerate' } },
      { id: '1', attributes: { ...ai, 'ai.operationId': 'ai.generateText' } },
    ])
    expect(calls).toMatchObject([{ metadata: { span_id: '2222222222222222' } }])
  })

  test('C6 of a framework’s chat around a client’s chat, with other spans in between, the inner one counts', () => {
    const { calls } = receive([
      { id: '1', attributes: { ...chat, ...tokens } },
      { id: '2', parent: '1', name: 'POST' },
      { id: '3', parent: '2', attributes: { ...chat, ...tokens } },
    ])
    expect(calls).toMatchObject([{ metadata: { span_id: '3333333333333333' } }])
  })

  test('C6 an outer call that comes in a later export does not count again', () => {
    const inner = receive([{ id: '3', parent: '2', attributes: { ...chat, ...tokens } }])
    const between = receive([{ id: '2', parent: '1', name: 'POST' }], { known: inner.known })
    const outer = receive([{ id: '1', attributes: { ...chat, ...tokens } }], { known: between.known })
    expect([inner.calls.length, between.calls.length, outer.calls.length]).toEqual([1, 0, 0])
  })

  test('C6 an inner call that another service exports later does not count again, with spans in between', () => {
    const outer = receive([
      { id: '1', end: 900, attributes: { ...chat, ...tokens } },
      { id: '2', parent: '1', name: 'POST' },
    ])
    const between = receive([{ id: '3', parent: '2', name: 'gateway' }], { known: outer.known })
    const inner = receive(
      [
        { id: '4', parent: '3', start: 100, end: 800, attributes: { ...chat, ...tokens } },
        { id: '5', parent: '4', start: 200, end: 700, attributes: { ...chat, ...tokens } },
      ],
      { known: between.known },
    )
    expect([outer.calls.length, between.calls.length, inner.calls.length]).toEqual([1, 0, 0])
    const again = receive([{ id: '1', end: 900, attributes: { ...chat, ...tokens } }], { known: outer.known })
    expect(again.calls.map(({ id }) => id)).toEqual(outer.calls.map(({ id }) => id))
  })

  test('C6 what is inside a call is known however deep it is, and is looked up a few times for each span', () => {
    const ids = Array.from({ length: 500 }, (_, depth) => (depth + 0x1000).toString(16))
    const line = ids.map((id, depth): PlainSpan => ({ id, parent: ids[depth - 1] }))
    const outer = receive([{ ...line[0], attributes: { ...chat, ...tokens } }])
    let asked = 0
    class Counting extends Map<string, number> {
      override get(mark: string) {
        asked++
        return super.get(mark)
      }
    }
    const between = receive(line.slice(1).reverse(), { known: new Counting(outer.known) })
    expect(asked).toBeLessThan(10 * ids.length)
    const inner = receive([{ parent: ids.at(-1), start: 100, attributes: { ...chat, ...tokens } }], {
      known: between.known,
    })
    expect([outer.calls.length, between.calls.length, inner.calls.length]).toEqual([1, 0, 0])
  })

  test('C6 what a call says is said of those in it, however deep, unless one nearer to them says otherwise', () => {
    const ids = Array.from({ length: 500 }, (_, depth) => (depth + 0x1000).toString(16))
    const says = new Map<number, PlainAttributes>([
      [0, { 'augury.feature': 'far', 'user.id': 'ada' }],
      [100, { 'augury.feature': 'near' }],
      [499, chat],
    ])
    const { calls } = receive(
      ids.map((id, depth) => ({ id, parent: ids[depth - 1], attributes: says.get(depth) })),
    )
    expect(calls).toMatchObject([{ feature: 'near', external_user_id: 'ada' }])
  })

  test('C6 a call that outlasts the one it is under holds what begins in it', () => {
    const first = receive([{ id: '1', end: 900, attributes: { ...chat, ...tokens } }])
    const second = receive(
      [{ id: '2', parent: '1', start: 1000, end: 2000, attributes: { ...chat, ...tokens } }],
      { known: first.known },
    )
    const third = receive([{ id: '3', parent: '2', start: 1500, attributes: { ...chat, ...tokens } }], {
      known: second.known,
    })
    expect([first.calls.length, second.calls.length, third.calls.length]).toEqual([1, 1, 0])
  })

  test('C6 a call that begins after the one it is under has ended counts, and so does one of another kind', () => {
    const first = receive([{ id: '1', end: 900, attributes: { ...chat, ...tokens } }])
    const { calls } = receive(
      [
        { id: '2', parent: '1', start: 900, end: 1500, attributes: { ...chat, ...tokens } },
        { id: '3', parent: '1', start: 100, attributes: { ...chat, 'gen_ai.operation.name': 'embeddings' } },
      ],
      { known: first.known },
    )
    expect(calls).toHaveLength(2)
  })

  test('C6 an embedding inside of a chat does not hide the chat', () => {
    const { calls } = receive([
      { id: '2', parent: '1', attributes: { ...chat, 'gen_ai.operation.name': 'embeddings' } },
      { id: '1', attributes: { ...chat, ...tokens } },
    ])
    expect(calls).toHaveLength(2)
  })

  test('C6 a call under spans that are each other’s parents counts', () => {
    const { calls } = receive([
      { id: '3', parent: '2', attributes: chat },
      { id: '2', parent: '1' },
      { id: '1', parent: '2' },
    ])
    expect(calls).toHaveLength(1)
  })

  test('C6 spans that have nothing to do with models are taken and forgotten', () => {
    const { events, complaints } = receive([{ name: 'GET /', attributes: { 'http.request.method': 'GET' } }])
    expect({ events, complaints }).toEqual({ events: [], complaints: [] })
  })
})

describe('runs', () => {
  test('C6 a trace becomes a run from its first to its last span', () => {
    const { calls, runs } = receive(
      [
        { id: '2', parent: '1', start: 100, end: 800, attributes: chat },
        { id: '1', name: 'answer the mail', start: 0, end: 1500 },
      ],
      { resource: { 'service.name': 'mailer', 'augury.mode': '3loop' } },
    )
    expect(runs).toEqual([
      {
        kind: 'run',
        team_id: TEAM,
        id: calls[0]?.run_id,
        project_id: null,
        mode: '3loop',
        status: 'completed',
        qa_status: 'not_run',
        started_at: '2026-11-20T10:00:00.000Z',
        finished_at: '2026-11-20T10:00:01.500Z',
        source: 'otlp',
        metadata: { trace_id: 'a'.repeat(32), name: 'answer the mail', service: 'mailer', agent: null },
      },
    ])
    expect(calls).toMatchObject([{ feature: 'mailer' }])
  })

  test('C6 a trace whose outermost span failed is a failed run, one whose call failed is not', () => {
    const failedCall = { id: '2', parent: '1', failed: 'no', attributes: chat }
    expect(receive([failedCall, { id: '1' }]).runs).toMatchObject([{ status: 'completed' }])
    expect(receive([failedCall, { id: '1', failed: 'no' }]).runs).toMatchObject([{ status: 'failed' }])
  })

  test('C6 the outermost span tells of its run in a later export too, though it is no model’s', () => {
    const first = receive([{ id: '2', parent: '1', attributes: chat }])
    const later = receive([{ id: '1', failed: 'no', end: 5000 }], { known: first.known })
    expect(later.runs).toMatchObject([{ id: first.runs[0]?.id, status: 'failed' }])
    expect(receive([{ id: '1', failed: 'no' }]).runs).toEqual([])
  })
})

test('C6 the same spans have the same ids, and other spans others', () => {
  const spans = [{ attributes: chat }, { id: '2', attributes: chat }, { trace: 'b', attributes: chat }]
  const [once, again] = [receive(spans), receive(spans)]
  expect(again.events).toEqual(once.events)
  expect(new Set(once.calls.map(({ id }) => id)).size).toBe(3)
})

test('C6 the run of an agent in Python: its two calls, its failure apart from theirs', () => {
  const spans = readProtobuf(Buffer.from(PYTHON_EXPORT, 'base64'), wantedOf(false))
  const { events } = readTraceExport(spans, { teamId: TEAM, priceOf, callsFrom: null, known: new Map() })
  expect(events).toMatchObject([
    { kind: 'run', status: 'completed', metadata: { name: 'invoke_agent planner', service: 'py-agent' } },
    {
      model: 'gpt-4o',
      response_model: 'gpt-4o-2024-08-06',
      feature: 'planner',
      input_tokens: 1200,
      cached_input_tokens: 1024,
      // 176 at 2.50, 1,024 cached at 1.25, 80 written at 10 dollars a million.
      cost_usd: expect.closeTo(0.00252, 10),
      external_user_id: 'ada',
      conversation_id: 'thread-7',
      metadata: { finish_reason: 'tool-calls', response_id: 'chatcmpl-9' },
    },
    {
      model: 'claude-sonnet-5',
      outcome: 'error',
      error_kind: 'rate_limited',
      error_message: 'Error code: 429 - rate limit reached for key [redacted]',
      cost_usd: null,
    },
  ])
})

describe('what is refused', () => {
  test('C6 spans without ids or time, or of another age, leave the others alone', () => {
    const sound = { id: '5', attributes: chat }
    const { calls, complaints } = receive([
      { trace: '0', attributes: chat },
      { id: 'x', attributes: chat },
      { id: '2', start: -100 * 86_400_000, attributes: chat },
      { id: '3', end: 3 * 86_400_000, attributes: chat },
      sound,
    ])
    expect(calls).toHaveLength(1)
    expect(complaints).toEqual([
      'traceId: not 16 bytes, or all zero',
      'spanId: not 8 bytes, or all zero',
      'startTimeUnixNano: more than 90 days ago',
      'endTimeUnixNano: more than a day ahead',
    ])
  })

  test('C9 spans that began before the first moment their team keeps are refused, and no other', () => {
    const spans = [
      { id: '1', start: -1, attributes: chat },
      { id: '2', attributes: chat },
    ]
    const { calls, complaints } = receive(spans, { callsFrom: new Date(BEGIN_MS) })
    expect(calls).toHaveLength(1)
    expect(complaints).toEqual([
      'startTimeUnixNano: before 2026-11-20T10:00:00.000Z, the first moment of which this team keeps calls',
    ])
  })

  test('C6 counts that no call can have refuse their span', () => {
    const { calls, complaints } = receive([{ attributes: { ...chat, 'gen_ai.usage.input_tokens': 1e12 } }])
    expect(calls).toEqual([])
    expect(complaints).toEqual([expect.stringContaining('inputTokens')])
  })

  test.each(['gen_ai.usage.output_tokens', 'llm.usage.prompt_tokens', 'ai.usage.cachedInputTokens'])(
    'C6 a negative %s refuses its span by that name',
    (attribute) => {
      const { calls, complaints } = receive([
        { id: '1', attributes: { ...chat, [attribute]: -1 } },
        { id: '2', attributes: { ...chat, [attribute]: 1 } },
      ])
      expect(calls).toHaveLength(1)
      expect(complaints).toEqual([`${attribute}: less than 0`])
    },
  )

  test('C6 counts that no column holds together refuse their span, and no other', () => {
    const output = { 'gen_ai.usage.output_tokens': 1 }
    const { calls, complaints } = receive([
      { id: '1', attributes: { ...chat, ...output, 'gen_ai.usage.input_tokens': 2 ** 31 - 1 } },
      { id: '2', attributes: { ...chat, ...output, 'gen_ai.usage.input_tokens': 2 ** 31 - 2 } },
    ])
    expect(calls).toMatchObject([{ tokens_used: 2 ** 31 - 1 }])
    expect(complaints).toEqual(['outputTokens: more than 2147483647 together with inputTokens'])
  })
})

describe('texts of conversations', () => {
  const words = {
    ...chat,
    'gen_ai.input.messages': '[{"role":"user","content":"my secret diary"}]',
    'gen_ai.output.messages': [{ role: 'assistant', content: 'a secret answer' }],
    'ai.prompt.messages': 'my secret diary',
    'input.value': 'my secret diary',
    'some.other.attribute': 'my secret diary',
  }

  test('C6 are dropped', () => {
    const answer = receive([{ attributes: words }])
    expect(answer.calls).toHaveLength(1)
    expect(JSON.stringify(answer.events)).not.toContain('secret')
  })

  test('C6 are kept with their call, and cut, for a team that wants them', () => {
    const long = { ...chat, 'gen_ai.output.messages': 'long '.repeat(10_000) }
    const { calls } = receive([{ attributes: words }, { id: '2', attributes: long }], { keepsText: true })
    expect(calls[0]?.metadata).toMatchObject({
      input: words['gen_ai.input.messages'],
      output: '[{"role":"assistant","content":"a secret answer"}]',
    })
    expect(String(calls[1]?.metadata.output)).toHaveLength(8_000 + ' … (50000 characters)'.length)
  })
})
