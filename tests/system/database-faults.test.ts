import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Fault, type FaultProxy, startFaultProxy } from '../fault-proxy'
import { ask } from './chat-client'
import { type RunningChat, startChat } from './start-chat'

let chat: RunningChat
let proxy: FaultProxy
let cookie: string

beforeAll(async () => {
  chat = await startChat({
    variables: (providerUrl) => ({
      OPENAI_API_KEY: 'sk-test',
      OPENAI_BASE_URL: providerUrl,
      OPENAI_MODELS: 'gpt-5.5,gpt-5.4-mini',
    }),
    front: async ({ url }) => {
      proxy = await startFaultProxy(url)
      return proxy.url
    },
  })
  cookie = await chat.cookieOf('ada@augury.test')
  const first = await ask({ appUrl: chat.app.url, cookie })
  expect(first).toMatchObject({ status: 200, errorText: null })
}, 120_000)

afterAll(async () => {
  await chat?.stop()
  await proxy?.stop()
})

const isWhole = ({ messages, calls, decisions }: Awaited<ReturnType<typeof chat.stored.read>>) =>
  messages.length >= 2 && calls.length >= 1 && decisions.length >= 1

test.each<Fault>(['gone', 'slow', 'refusing', 'lossy'])(
  'A13 a database that is %s changes nothing for the chat user, and all is stored later, once',
  async (fault) => {
    proxy.fault = fault
    const answer = await ask({ appUrl: chat.app.url, cookie })
    const atTheEnd = await chat.stored.read(answer.conversationId)
    expect(answer).toMatchObject({ status: 200, errorText: null })
    expect(answer.text).not.toBe('')
    // The answer had ended before anything could be stored: nobody waited for the database.
    if (fault !== 'lossy') expect(atTheEnd.messages).toEqual([])

    proxy.fault = 'none'
    await chat.stored.until(answer.conversationId, isWhole)
    // A second delivery of the same batch, as after a lost answer, would show by now.
    const later = await ask({ appUrl: chat.app.url, cookie })
    await chat.stored.until(later.conversationId, isWhole)
    const turns = await chat.stored.read(answer.conversationId)
    expect(turns.conversations).toHaveLength(1)
    expect(turns.messages.map(({ role }) => role).sort()).toEqual(['assistant', 'user'])
    expect(turns.decisions).toHaveLength(1)
    expect(turns.calls).toMatchObject([{ outcome: 'ok', success: true, source: 'chat', provider: 'openai' }])
  },
)

test('A39 a thumb given while the database is away is stored with its call, once it is back', async () => {
  proxy.fault = 'gone'
  const { conversationId } = await ask({ appUrl: chat.app.url, cookie })
  const thumb = () =>
    fetch(`${chat.app.url}/api/analytics/models/feedback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ conversationId, rating: -1, comment: 'Too short' }),
    })
  const response = await thumb()
  expect(response.status, await response.clone().text()).toBeLessThan(300)
  proxy.fault = 'none'
  const turns = await chat.stored.until(
    conversationId,
    ({ thumbs, calls }) => thumbs.length > 0 && calls.length > 0,
  )
  expect(turns.thumbs).toMatchObject([{ rating: -1, old_rating: 0, comment: 'Too short' }])
  expect(turns.calls).toMatchObject([{ user_rating: -1 }])
})
