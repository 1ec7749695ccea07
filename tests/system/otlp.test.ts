import { gzipSync } from 'node:zlib'
import { createOpenAI } from '@ai-sdk/openai'
import { LegacyOpenTelemetry, OpenTelemetry } from '@ai-sdk/otel'
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { embedMany, generateText, streamText } from 'ai'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { PYTHON_EXPORT } from '@/lib/otlp/python-export.fixture'
import { jsonExport, type PlainSpan } from '@/lib/otlp/spans.fixture'
import { adminOf } from '../recorded-calls'
import { type RunningApp, startApp } from '../start-app'
import { type Project, startProject } from '../start-project'
import { newTeamKey } from '../team-key'
import { type WireServer, wireServer } from '../wire-server'

const PROMPT = 'A prompt that nobody but the model may see'
const TEXTS = [PROMPT, 'Hello world', 'sk-proj-abcdef0123456789']

let project: Project
let app: RunningApp
let provider: WireServer
let people = 0

beforeAll(async () => {
  project = await startProject('pglite', false)
  provider = await wireServer()
  app = await startApp(project.variables())
}, 120_000)

afterAll(async () => {
  await app?.stop()
  await provider?.close()
  await project?.stop()
})

afterEach(() => {
  vi.unstubAllEnvs()
})

const newKey = () => newTeamKey(project, `tracer${people++}@augury.test`)

async function stored(teamId: string, calls: number) {
  const admin = adminOf(project)
  const read = async () => {
    const answer = await admin
      .from('model_performance_metrics')
      .select()
      .eq('team_id', teamId)
      .order('timestamp')
    const runs = await admin.from('runs').select().eq('team_id', teamId)
    if (answer.error || runs.error) throw answer.error ?? runs.error
    return { calls: answer.data, runs: runs.data }
  }
  const giveUpAt = Date.now() + 20_000
  for (;;) {
    const rows = await read()
    if (rows.calls.length >= calls || Date.now() > giveUpAt) return rows
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const chat = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-5.5',
}

/** An export of spans that happened just now. */
function justNow(spans: readonly PlainSpan[]): string {
  return JSON.stringify(jsonExport(spans, {}, Date.now() - 60_000))
}

type Sent = { key?: string; headers?: Record<string, string>; path?: string; to?: string }

async function send(body: BodyInit, { key, headers = {}, path = '/api/otlp/v1/traces', to = app.url }: Sent) {
  const response = await fetch(`${to}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { 'x-api-key': key }), ...headers },
    body,
  })
  const bytes = Buffer.from(await response.arrayBuffer())
  return { status: response.status, bytes, text: bytes.toString(), headers: response.headers }
}

describe.each([
  ['protobuf', ProtobufExporter, '/api/otlp', 'none'],
  ['JSON', JsonExporter, '', 'gzip'],
])('the official exporter of %s', (_, Exporter, base, compression) => {
  test.each([
    ['AI SDK 7', OpenTelemetry],
    ['AI SDK 6', LegacyOpenTelemetry],
  ])('C6 %s: each call once, with its tokens, its run and without its words', async (_, Integration) => {
    const { key, teamId } = await newKey()
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', `${app.url}${base}`)
    vi.stubEnv('OTEL_EXPORTER_OTLP_HEADERS', `authorization=Bearer ${key}`)
    vi.stubEnv('OTEL_EXPORTER_OTLP_COMPRESSION', compression)
    const exporter = new Exporter()
    const tracing = new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter })] })
    const telemetry = {
      integrations: [new Integration({ tracer: tracing.getTracer('ai') })],
      functionId: 'mail-answers',
    }
    const openai = createOpenAI({ apiKey: 'sk-test', baseURL: provider.url })
    const model = openai('gpt-5.5')
    await streamText({ model, prompt: PROMPT, telemetry }).consumeStream()
    await generateText({ model, prompt: PROMPT, telemetry })
    provider.next(400)
    await generateText({ model, prompt: PROMPT, telemetry, maxRetries: 0 }).catch(() => undefined)
    await embedMany({ model: openai.embedding('text-embedding-3-small'), values: [PROMPT, 'b'], telemetry })
    await tracing.shutdown()

    const { calls, runs } = await stored(teamId, 4)
    expect(calls).toHaveLength(4)
    const [streamed, whole, refused, embedded] = calls
    for (const call of [streamed, whole]) {
      expect(call).toMatchObject({
        provider: 'openai',
        model: 'gpt-5.5',
        response_model: 'gpt-5.5-2026-04-23',
        outcome: 'ok',
        feature: 'mail-answers',
        input_tokens: 21,
        output_tokens: 7,
        cached_input_tokens: 5,
        source: 'otlp',
      })
      expect(Number(call?.cost_usd)).toBeGreaterThan(0)
    }
    expect(streamed?.time_to_first_token_ms).toBeLessThanOrEqual(Number(streamed?.response_time_ms))
    expect(refused).toMatchObject({
      outcome: 'error',
      error_message: expect.stringContaining('refused with 400'),
    })
    expect(embedded).toMatchObject({ model: 'text-embedding-3-small', output_tokens: 0 })
    expect(Number(embedded?.cost_usd)).toBeGreaterThan(0)
    expect(runs.map(({ status }) => status).toSorted()).toEqual([
      'completed',
      'completed',
      'completed',
      'failed',
    ])
    expect(new Set(runs.map(({ id }) => id))).toEqual(new Set(calls.map(({ run_id }) => run_id)))
    for (const text of [...TEXTS, key]) {
      expect(JSON.stringify({ calls, runs })).not.toContain(text)
      expect(app.output.join('')).not.toContain(text)
    }
  })
})

test('C6 Python’s exporter, twice the same, zipped and not: each call once', async () => {
  const { key, teamId } = await newKey()
  const body = movedTo(Date.now() - 60_000, Buffer.from(PYTHON_EXPORT, 'base64'))
  const headers = { 'content-type': 'application/x-protobuf' }
  for (const sent of [
    await send(body, { key, headers }),
    await send(gzipSync(body), { key, headers: { ...headers, 'content-encoding': 'gzip' } }),
  ]) {
    expect(sent).toMatchObject({ status: 200, text: '' })
    expect(sent.headers.get('content-type')).toBe('application/x-protobuf')
  }
  await stored(teamId, 2)
  await send(justNow([{ id: '9', trace: '9', attributes: chat }]), { key })
  const { calls, runs } = await stored(teamId, 3)
  expect(calls.map(({ model }) => model).toSorted()).toEqual(['claude-sonnet-5', 'gpt-4o', 'gpt-5.5'])
  expect(runs).toHaveLength(2)
})

test('C6 spans that cannot be kept are counted and told, the others are kept', async () => {
  const { key, teamId } = await newKey()
  const old = { id: '2', start: -100 * 86_400_000, end: -99 * 86_400_000, attributes: chat }
  const sent = await send(justNow([{ attributes: chat }, old]), { key })
  expect(sent.status).toBe(200)
  expect(JSON.parse(sent.text)).toEqual({
    partialSuccess: { rejectedSpans: '1', errorMessage: 'startTimeUnixNano: more than 90 days ago' },
  })
  expect((await stored(teamId, 1)).calls).toHaveLength(1)
})

test('C6 texts are kept for a team that wants them, no call for one that records none', async () => {
  const [keeper, silent] = [await newKey(), await newKey()]
  const admin = adminOf(project)
  await admin.from('teams').update({ keeps_trace_text: true }).eq('id', keeper.teamId)
  await admin.from('teams').update({ analytics_enabled: false }).eq('id', silent.teamId)
  const body = justNow([{ attributes: { ...chat, 'gen_ai.input.messages': PROMPT } }])
  expect(await send(body, keeper)).toMatchObject({ status: 200, text: '{}' })
  expect(await send(body, silent)).toMatchObject({
    status: 200,
    text: '{"partialSuccess":{"rejectedSpans":"0","errorMessage":"This team does not record calls."}}',
  })
  expect((await stored(keeper.teamId, 1)).calls).toMatchObject([{ metadata: { input: PROMPT } }])
  expect((await stored(silent.teamId, 0)).calls).toEqual([])
})

describe('refusals, in the form of OTLP', () => {
  const zeros = Buffer.alloc(64 * 2 ** 20)
  const protobuf = { 'content-type': 'application/x-protobuf' }
  const gzip = { 'content-encoding': 'gzip' }
  test.each<[string, number, number, () => BodyInit, Record<string, string>]>([
    ['what is not JSON', 400, 3, () => '{', {}],
    ['what is not protobuf', 400, 3, () => '{}', protobuf],
    ['what is not gzip', 400, 3, () => '{}', gzip],
    [
      'gzip that ends too soon',
      400,
      3,
      () => gzipSync(PYTHON_EXPORT).subarray(0, 500),
      { ...protobuf, ...gzip },
    ],
    ['a body past the limit', 413, 8, () => zeros.subarray(0, 9 * 2 ** 20), protobuf],
    ['a gzip bomb', 413, 8, () => gzipSync(zeros), { ...protobuf, ...gzip }],
    ['another encoding', 415, 3, () => '{}', { 'content-encoding': 'br' }],
    ['another type', 415, 3, () => 'spans', { 'content-type': 'text/plain' }],
  ])('C6 %s: %i', async (_, status, code, body, headers) => {
    const { key } = await newKey()
    const sent = await send(body(), { key, headers })
    expect(sent.status).toBe(status)
    expect(statusOf(sent)).toEqual({ code, message: expect.stringMatching(/./) })
  })

  test.each(['/api/otlp/v1/traces', '/v1/traces'])(
    'C6 no key, a wrong one and a revoked one at %s: 401',
    async (path) => {
      const revoked = await newKey()
      await revoked.revoke()
      for (const key of [undefined, 'aug_nobody', `aug_${'0'.repeat(64)}`, revoked.key]) {
        const sent = await send('{}', { key, path })
        expect(sent.status).toBe(401)
        expect(statusOf(sent)).toMatchObject({ code: 16 })
        expect(statusOf(await send('{}', { key, path, headers: protobuf }))).toMatchObject({ code: 16 })
      }
    },
  )

  test('C6 more than a key may: 429, and when to send again', async () => {
    const { key } = await newKey()
    const slow = await startApp({
      ...project.variables(),
      AUGURY_DATA_DIR: `${project.dataDir}/slow`,
      AUGURY_CALLS_PER_SECOND: '1',
    })
    try {
      const sent = []
      for (let n = 0; n < 60; n++) sent.push(await send('{}', { key, to: slow.url }))
      expect(sent[0]?.status).toBe(200)
      const refused = sent.at(-1)
      expect(refused?.status).toBe(429)
      expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(refused && statusOf(refused)).toMatchObject({ code: 8 })

      const other = await newKey()
      const ofNoModel = justNow(
        Array.from({ length: 6000 }, (_, n) => ({ id: (n + 0x1000).toString(16), name: 'GET /' })),
      )
      const answers = []
      for (let n = 0; n < 2; n++)
        answers.push((await send(ofNoModel, { key: other.key, to: slow.url })).status)
      expect(answers).toEqual([200, 429])
    } finally {
      await slow.stop()
    }
  })
})

/** The `google.rpc.Status` of an answer, in the encoding that the answer names. */
function statusOf({ bytes, headers }: { bytes: Buffer; headers: Headers }) {
  if (headers.get('content-type') === 'application/json') return JSON.parse(bytes.toString())
  expect(headers.get('content-type')).toBe('application/x-protobuf')
  // Field 1 is the code, a small number; field 2 the message, its length in one byte or two.
  expect([bytes[0], bytes[2]]).toEqual([0x08, 0x12])
  return { code: bytes[1], message: bytes.subarray(Number(bytes[3]) < 128 ? 4 : 5).toString() }
}

/** The recorded export as if it had begun at this time: every instant in it is eight bytes within its second. */
function movedTo(beginMs: number, recorded: Buffer): Buffer<ArrayBuffer> {
  const begin = 1_790_000_000_000_000_000n
  const moved = Buffer.from(recorded)
  for (let at = 0; at <= moved.length - 8; at++) {
    const value = moved.readBigUInt64LE(at)
    if (value >= begin && value < begin + 1_000_000_000n) {
      moved.writeBigUInt64LE(value - begin + BigInt(beginMs) * 1_000_000n, at)
    }
  }
  return moved
}
