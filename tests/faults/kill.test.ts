import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sessionOf } from '../session-of'
import { type RunningApp, startApp } from '../start-app'
import { type Project, startProject } from '../start-project'
import { ask, type ChatAnswer } from '../system/chat-client'
import { anthropic } from '../system/start-chat'
import { storedTurns } from '../system/stored-turns'
import { newTeamKey } from '../team-key'
import { type WireServer, wireServer } from '../wire-server'
import { isLong } from './length'
import { Reporter } from './reporter'
import { expectOnce } from './stored'

const KILLS = isLong ? 50 : 3
const LONGEST_LIFE_MS = 2000

let project: Project
let provider: WireServer
let app: RunningApp | undefined
let cookie: string

beforeAll(async () => {
  project = await startProject('pglite', false)
  provider = await wireServer()
  cookie = (await sessionOf(project, 'ada@augury.test', 'correct horse battery')).cookie
}, 120_000)

afterAll(async () => {
  await app?.stop()
  await provider?.close()
  await project?.stop()
})

const start = () =>
  startApp({
    ...project.variables(),
    ...anthropic(['claude-haiku-4-5']).variables(provider.url),
    AUGURY_CALLS_PER_SECOND: '1000000',
  })

/** Asks one question after another; keeps the answers that came to their end. */
async function chatOn(url: string, finished: ChatAnswer[]): Promise<void> {
  for (;;) {
    const answer = await ask({ appUrl: url, cookie }).catch(() => null)
    if (answer === null) return
    if (answer.status === 200 && answer.errorText === null) finished.push(answer)
  }
}

async function kill({ process }: RunningApp): Promise<void> {
  const ended = once(process, 'exit')
  process.kill('SIGKILL')
  await ended
}

test(`C1 kill -9 at ${KILLS} random moments: what was acknowledged and what was answered is stored, once`, async () => {
  const { teamId, key } = await newTeamKey(project, 'services@augury.test')
  const reporter = new Reporter(key)
  const finished: ChatAnswer[] = []
  for (let round = 0; round < KILLS; round++) {
    app = await start()
    const { url } = app
    const stop = new AbortController()
    const load = [
      reporter.work(url, stop.signal),
      reporter.work(url, stop.signal),
      chatOn(url, finished),
      chatOn(url, finished),
    ]
    await pause(200 + Math.random() * LONGEST_LIFE_MS)
    // However slow the machine is, some answer comes to its end.
    while (round === KILLS - 1 && finished.length === 0) await pause(50)
    await kill(app)
    stop.abort()
    await Promise.all(load)
  }
  app = await start()
  await expectOnce(project, teamId, reporter)
  expect(finished.length).toBeGreaterThan(0)
  const stored = storedTurns(project)
  for (const { conversationId, messageId, text } of finished) {
    const { messages, calls, decisions } = await stored.until(
      conversationId,
      (turns) => turns.calls.length > 0 && turns.messages.length > 1,
    )
    const answers = messages.filter(({ role }) => role === 'assistant')
    expect(answers).toMatchObject([{ id: messageId, content: text, outcome: 'ok' }])
    expect(calls).toMatchObject([{ message_id: messageId, outcome: 'ok' }])
    expect(decisions).toHaveLength(1)
  }
}, 1_800_000)
