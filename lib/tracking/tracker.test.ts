import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { log } from '@/lib/log'
import { Outbox } from '@/lib/tracking/outbox'
import {
  trackAiUsage,
  trackAiUsageSafe,
  tracker,
  waitingMessage,
  waitingMessages,
} from '@/lib/tracking/tracker'
import { callEvents, messageOf, USER } from '@/tests/tracking-events'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const level = log.level
beforeAll(() => {
  log.level = 'silent'
})
afterAll(() => {
  log.level = level
})
afterEach(() => {
  globalThis.auguryProcess = undefined
})

function trackTo(maxBytes?: number): void {
  const deliver = () => Promise.reject(new Error('away'))
  const outbox = new Outbox({ path: null, log: silent, deliver, maxBytes })
  globalThis.auguryProcess = new Map([['outbox', outbox]])
}

test('A13 the safe tracker keeps the good events and sets the malformed one aside', () => {
  trackTo()
  const [first, bad, last] = callEvents(3)
  if (!first || !bad || !last) throw new Error('no events')
  const malformed = { ...bad, model: '' }
  expect(() => trackAiUsage(first, malformed, last)).toThrow('model')
  expect(trackAiUsageSafe(first, malformed, last)).toBe(false)
  expect(tracker().counts()).toEqual({ waiting: 2, setAside: 1, refused: 0 })
})

test('A13 the safe tracker does not throw when there is no room', () => {
  trackTo(100_000)
  const all = callEvents(1000).map((event) => trackAiUsageSafe(event))
  expect(all[0]).toBe(true)
  expect(all.at(-1)).toBe(false)
  expect(tracker().counts().refused).toBe(all.filter((kept) => !kept).length)
})

test('A39 messages on their way can be looked up', () => {
  trackTo()
  const message = messageOf()
  trackAiUsageSafe(message)
  expect(waitingMessage(message.id, USER)).toEqual(message)
  expect(waitingMessages(message.conversation_id, USER)).toEqual([message])
})
