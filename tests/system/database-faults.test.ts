import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Fault, type FaultProxy, startFaultProxy } from '../fault-proxy'
import { sessionOf } from '../session-of'
import { type RunningApp, startApp } from '../start-app'
import { type Project, startProject } from '../start-project'
import { type WireServer, wireServer } from '../wire-server'
import { ask } from './chat-client'
import { storedTurns } from './stored-turns'

let project: Project
let proxy: FaultProxy
let provider: WireServer
let app: RunningApp
let cookie: string
let stored: ReturnType<typeof storedTurns>

beforeAll(async () => {
  project = await startProject('pglite', false)
  proxy = await startFaultProxy(project.url)
  provider = await wireServer()
  app = await startApp({
    ...project.variables(proxy.url),
    OPENAI_API_KEY: 'sk-test',
    OPENAI_BASE_URL: provider.url,
    OPENAI_MODELS: 'gpt-5.5,gpt-5.4-mini',
  })
  stored = storedTurns(project)
  const session = await sessionOf(project, 'ada@augury.test', 'correct horse battery')
  cookie = session.cookie
  const first = await ask({ appUrl: app.url, cookie })
  expect(first).toMatchObject({ status: 200, errorText: null })
}, 120_000)

afterAll(async () => {
  await app?.stop()
  await provider?.close()
  await proxy?.stop()
  await project?.stop()
})

const isWhole = ({ messages, calls, decisions }: Awaited<ReturnType<typeof stored.read>>) =>
  messages.length >= 2 && calls.length >= 1 && decisions.length >= 1

test.each<Fault>(['gone', 'slow', 'refusing', 'lossy'])(
  'A13 a database that is %s changes nothing for the chat user, and all is stored later, once',
  async (fault) => {
    proxy.fault = fault
    const answer = await ask({ appUrl: app.url, cookie })
    const atTheEnd = await stored.read(answer.conversationId)
    expect(answer).toMatchObject({ status: 200, errorText: null })
    expect(answer.text).not.toBe('')
    // The answer had ended before anything could be stored: nobody waited for the database.
    if (fault !== 'lossy') expect(atTheEnd.messages).toEqual([])

    proxy.fault = 'none'
    await stored.until(answer.conversationId, isWhole)
    // A second delivery of the same batch, as after a lost answer, would show by now.
    const later = await ask({ appUrl: app.url, cookie })
    await stored.until(later.conversationId, isWhole)
    const turns = await stored.read(answer.conversationId)
    expect(turns.conversations).toHaveLength(1)
    expect(turns.messages.map(({ role }) => role).sort()).toEqual(['assistant', 'user'])
    expect(turns.decisions).toHaveLength(1)
    expect(turns.calls).toMatchObject([{ outcome: 'ok', success: true, source: 'chat', provider: 'openai' }])
  },
)

test('A39 a thumb given while the database is away is stored with its call, once it is back', async () => {
  proxy.fault = 'gone'
  const { conversationId } = await ask({ appUrl: app.url, cookie })
  const thumb = () =>
    fetch(`${app.url}/api/analytics/models/feedback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ conversationId, rating: -1, comment: 'Too short' }),
    })
  const response = await thumb()
  expect(response.status, await response.clone().text()).toBeLessThan(300)
  proxy.fault = 'none'
  const turns = await stored.until(
    conversationId,
    ({ thumbs, calls }) => thumbs.length > 0 && calls.length > 0,
  )
  expect(turns.thumbs).toMatchObject([{ rating: -1, old_rating: 0, comment: 'Too short' }])
  expect(turns.calls).toMatchObject([{ user_rating: -1 }])
})
