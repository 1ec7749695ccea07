import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliver } from '@/lib/tracking/deliver'
import { RefusedError } from '@/lib/tracking/outbox-errors'
import { callEvents } from '@/tests/tracking-events'

let answer: { status: number; code: string } | 'cut' = { status: 200, code: '' }
let received: { url: string | undefined; body: unknown }
const server = createServer(async (request, response) => {
  received = { url: request.url, body: await json(request) }
  if (answer === 'cut') request.socket.destroy()
  else {
    const body =
      answer.status === 200 ? {} : { code: answer.code, message: 'the reason', details: null, hint: null }
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
})
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  process.env.SUPABASE_URL = `http://127.0.0.1:${address.port}`
  process.env.SUPABASE_PUBLISHABLE_KEY = 'sb_publishable_test'
  process.env.SUPABASE_SECRET_KEY = 'sb_secret_test'
})
afterAll(() => server.close())

test('A12 a batch goes to record_events as it is', async () => {
  answer = { status: 200, code: '' }
  const events = callEvents(2)
  await deliver(events)
  expect(received).toEqual({ url: '/rest/v1/rpc/record_events', body: { events } })
})

test.each([
  [422, 'PT422'],
  [413, ''],
  [400, '22P05'],
])('A13 %s %s is a refusal of the batch', async (status, code) => {
  answer = { status, code }
  await expect(deliver(callEvents(1))).rejects.toThrow(RefusedError)
  await expect(deliver(callEvents(1))).rejects.toThrow(`${status}`)
})

test.each([
  [500, 'SUP'],
  [503, ''],
  [401, 'PGRST301'],
  [403, '42501'],
  [404, 'PGRST202'],
  [429, ''],
  [500, '57014'],
])('A13 %s %s is a fault that passes', async (status, code) => {
  answer = { status, code }
  await expect(deliver(callEvents(1))).rejects.not.toBeInstanceOf(RefusedError)
})

test('A13 an answer that never comes is a fault that passes', async () => {
  answer = 'cut'
  await expect(deliver(callEvents(1))).rejects.not.toBeInstanceOf(RefusedError)
})
