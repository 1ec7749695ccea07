import { startApp } from '../../start-app'
import type { Project } from '../../start-project'
import { countCalls } from '../../stored-calls'
import { newTeamKey } from '../../team-key'
import { chatSpan, protobufTrace } from '../../traces'
import type { Print } from './bench'

const BATCH = 500
const AT_ONCE = 2
const MAX_WAIT_MS = 300_000

type Door = { name: string; unit: string; path: string; type: string; batch: () => BodyInit }

const doors: readonly Door[] = [
  {
    name: 'track_calls_per_s',
    unit: 'calls/s',
    path: '/api/track',
    type: 'application/json',
    batch: () => JSON.stringify({ calls: Array.from({ length: BATCH }, report) }),
  },
  {
    name: 'otlp_spans_per_s',
    unit: 'spans/s',
    path: '/api/otlp/v1/traces',
    type: 'application/x-protobuf',
    batch: () => protobufTrace(Array.from({ length: BATCH }, () => chatSpan())),
  },
]

function report() {
  return {
    provider: 'openai',
    model: 'gpt-5.5',
    feature: 'rag_pipeline',
    user: `customer ${Math.floor(Math.random() * 1000)}`,
    inputTokens: 1200,
    outputTokens: 150,
    cachedInputTokens: 400,
    responseTimeMs: 900,
    metadata: { release: '2026.11' },
  }
}

/** Calls and spans a second over HTTP until they are in the database, by a team that has no other calls. */
export async function measureIngestion(
  project: Project,
  sent: number,
  print: Print,
  progress: (text: string) => void,
): Promise<void> {
  const app = await startApp({
    ...project.variables(),
    LOG_LEVEL: 'warn',
    AUGURY_CALLS_PER_SECOND: '1000000',
  })
  try {
    for (const door of doors) {
      const { teamId, key } = await newTeamKey(project, `${door.name}@bench.test`)
      const bodies = Array.from({ length: Math.ceil(sent / BATCH) }, door.batch)
      await post(app.url, door, key, door.batch())
      await untilStored(project, teamId, BATCH)
      const startedAt = performance.now()
      const work = async () => {
        for (let body = bodies.pop(); body !== undefined; body = bodies.pop())
          await post(app.url, door, key, body)
      }
      const count = bodies.length * BATCH
      await Promise.all(Array.from({ length: AT_ONCE }, work))
      progress(`${door.path} answered for ${count} after ${seconds(startedAt).toFixed(1)} s`)
      await untilStored(project, teamId, count + BATCH)
      print(door.name, count / seconds(startedAt), door.unit)
    }
  } finally {
    await app.stop()
  }
}

async function post(url: string, { path, type }: Door, key: string, body: BodyInit): Promise<void> {
  const headers = { 'content-type': type, authorization: `Bearer ${key}` }
  const response = await fetch(url + path, { method: 'POST', headers, body })
  await response.arrayBuffer()
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
}

async function untilStored(project: Project, teamId: string, wanted: number): Promise<void> {
  const giveUpAt = performance.now() + MAX_WAIT_MS
  for (;;) {
    const count = await countCalls(project, teamId)
    if (count >= wanted) return
    if (performance.now() > giveUpAt) throw new Error(`only ${count} of ${wanted} calls were stored`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function seconds(startedAt: number): number {
  return (performance.now() - startedAt) / 1000
}
