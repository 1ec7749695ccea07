import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { TrackingEvent } from '@/lib/tracking/event'
import { Outbox, type OutboxOptions } from '@/lib/tracking/outbox'
import { InvalidEventError, OutboxFullError, RefusedError } from '@/lib/tracking/outbox-errors'
import { callEvents, messageOf, USER } from '@/tests/tracking-events'

let folder: string
let path: string
let logged: string[]
let open: Outbox[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outbox-'))
  path = join(folder, 'outbox.db')
  logged = []
  open = []
})
afterEach(async () => {
  await Promise.all(open.map((outbox) => outbox.close()))
  rmSync(folder, { recursive: true })
})

function outboxOn(options: Partial<OutboxOptions> & Pick<OutboxOptions, 'deliver'>): Outbox {
  const write = (_: object, message: string) => logged.push(message)
  const outbox = new Outbox({
    path,
    log: { info: write, warn: write, error: write },
    retryMs: { first: 1, longest: 2 },
    ...options,
  })
  open.push(outbox)
  return outbox
}

const collector = () => {
  const events: TrackingEvent[] = []
  const deliver = async (batch: TrackingEvent[]) => void events.push(...batch)
  return { events, deliver }
}
const numbers = (events: TrackingEvent[]) => events.map((event) => event.kind === 'call' && event.metadata.n)
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n)
const setAside = () =>
  new DatabaseSync(path, { readOnly: true }).prepare('select body, reason from set_aside order by id').all()

test('A13 events arrive in the order of their making, batch after batch', async () => {
  const { events, deliver } = collector()
  const sizes: number[] = []
  const outbox = outboxOn({
    batchSize: 7,
    deliver: (batch) => {
      sizes.push(batch.length)
      return deliver(batch)
    },
  })
  for (const event of callEvents(50)) outbox.enqueue([event])
  await outbox.flush()
  expect(numbers(events)).toEqual(upTo(50))
  expect(Math.max(...sizes)).toBe(7)
})

test('A13 what a killed process left is delivered by the next one, all of it', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/outbox-writer.ts', path, '500'], {
    stdio: 'inherit',
  })
  const [, signal] = await once(child, 'exit')
  expect(signal).toBe('SIGKILL')
  const { events, deliver } = collector()
  await outboxOn({ deliver }).flush()
  expect(numbers(events)).toEqual(upTo(500))
}, 30_000)

test('A13 a database that is away delays rows and loses none, and each is stored once', async () => {
  const { events, deliver } = collector()
  let failures = 5
  const outbox = outboxOn({
    deliver: async (batch) => {
      if (failures-- > 0) throw new Error('fetch failed')
      await deliver(batch)
    },
  })
  outbox.enqueue(callEvents(20))
  await vi.waitFor(() => expect(outbox.counts().waiting).toBe(0), 5000)
  expect(numbers(events)).toEqual(upTo(20))
  expect(logged).toContain('tracking events are stored again')
  expect(outbox.counts().setAside).toBe(0)
})

test('A13 rows that the database refuses are set aside with the reason, the others arrive in order', async () => {
  const { events, deliver } = collector()
  const poison = new Set([0, 33, 34, 99])
  const outbox = outboxOn({
    deliver: async (batch) => {
      const bad = numbers(batch).filter((n) => typeof n === 'number' && poison.has(n))
      if (bad.length > 0) throw new RefusedError(`row ${bad} violates a check`)
      await deliver(batch)
    },
  })
  outbox.enqueue(callEvents(100))
  await outbox.flush()
  expect(numbers(events)).toEqual(upTo(100).filter((n) => !poison.has(n)))
  expect(outbox.counts()).toEqual({ waiting: 0, setAside: 4, refused: 0 })
  expect(setAside().map((row) => row.reason)).toEqual([0, 33, 34, 99].map((n) => `row ${n} violates a check`))
  expect(logged.filter((message) => message === 'tracking event set aside')).toHaveLength(4)
})

test('C2 what is set aside is moved to whoever keeps it, and stays while nobody does', async () => {
  const kept: string[] = []
  const outbox = outboxOn({
    deliver: () => Promise.reject(new RefusedError('no')),
    keepSetAside: () => Promise.reject(new Error('fetch failed')),
  })
  outbox.enqueue(callEvents(3))
  await outbox.flush()
  expect(outbox.counts()).toEqual({ waiting: 0, setAside: 3, refused: 0 })
  expect(logged).toContain('events that were set aside stay in outbox.db for now')
  await outbox.close()
  open = []

  const next = outboxOn({
    deliver: async () => undefined,
    keepSetAside: async (events) => {
      kept.push(...events.map(({ reason }) => reason))
      return events.filter(({ reason }) => reason === 'no')
    },
  })
  next.setAside([{ kind: 'call' }], 'nobody’s')
  await next.flush()
  expect(kept).toEqual(['no', 'no', 'no', 'nobody’s'])
  expect(setAside().map(({ reason }) => reason)).toEqual(['nobody’s'])
})

test('A13 a fault of the database sets nothing aside', async () => {
  const outbox = outboxOn({
    deliver: () => Promise.reject(new Error('503')),
    retryMs: { first: 60_000, longest: 60_000 },
  })
  outbox.enqueue(callEvents(3))
  await expect(outbox.flush()).rejects.toThrow('503')
  await expect(outbox.flush()).rejects.toThrow('503')
  expect(outbox.counts()).toEqual({ waiting: 3, setAside: 0, refused: 0 })
})

test('A13 two outboxes on one file never deliver at the same time, and no row twice', async () => {
  const { events, deliver } = collector()
  let deliveries = 0
  let most = 0
  const slowly = async (batch: TrackingEvent[]) => {
    most = Math.max(most, ++deliveries)
    await setTimeout(5)
    await deliver(batch)
    deliveries--
  }
  const outboxes = [
    outboxOn({ deliver: slowly, batchSize: 10 }),
    outboxOn({ deliver: slowly, batchSize: 10 }),
  ]
  for (const event of callEvents(200)) for (const outbox of outboxes) outbox.enqueue([{ ...event }])
  await vi.waitFor(() => expect(outboxes[0]?.counts().waiting).toBe(0), 10_000)
  expect(events).toHaveLength(400)
  expect(most).toBe(1)
}, 20_000)

test('A13 a full outbox refuses with an error, counts it, keeps what it has and takes more once it is emptier', async () => {
  const { events, deliver } = collector()
  let isAway = true
  const outbox = outboxOn({
    maxBytes: 200_000,
    deliver: (batch) => (isAway ? Promise.reject(new Error('away')) : deliver(batch)),
  })
  let accepted = 0
  expect(() => {
    for (const event of callEvents(5000)) {
      outbox.enqueue([event])
      accepted++
    }
  }).toThrow(OutboxFullError)
  expect(accepted).toBeGreaterThan(50)
  expect(outbox.counts()).toEqual({ waiting: accepted, setAside: 0, refused: 1 })
  isAway = false
  await vi.waitFor(() => outbox.flush(), 5000)
  expect(numbers(events)).toEqual(upTo(accepted))
  outbox.enqueue(callEvents(1))
})

test('A13 a malformed event is refused by the name of its field, and with it its whole batch', async () => {
  const outbox = outboxOn({ deliver: async () => undefined })
  const [good, bad] = callEvents(2)
  if (!good || !bad) throw new Error('no events')
  expect(() => outbox.enqueue([good, { ...bad, input_tokens: -1 }])).toThrow(InvalidEventError)
  expect(() => outbox.enqueue([{ ...bad, input_tokens: -1 }])).toThrow('input_tokens')
  // More than its column holds, which the database would not say by its name.
  expect(() => outbox.enqueue([{ ...bad, tokens_used: 2 ** 31 }])).toThrow('tokens_used')
  expect(outbox.counts().waiting).toBe(0)
})

test('A13 text that Postgres cannot hold is mended on the way in', async () => {
  const { events, deliver } = collector()
  const outbox = outboxOn({ deliver })
  outbox.enqueue([messageOf({ content: 'a\u0000b\ud83d' })])
  await outbox.flush()
  expect(events).toMatchObject([{ content: 'ab\ufffd' }])
})

test('A39 a message that still waits is found by its owner alone, and no more once it is stored', async () => {
  const { deliver } = collector()
  let isAway = true
  const outbox = outboxOn({
    deliver: (batch) => (isAway ? Promise.reject(new Error('away')) : deliver(batch)),
  })
  const [first, second] = [messageOf(), messageOf({ content: 'Another' })]
  outbox.enqueue([first, second])
  expect(outbox.find(second.id, USER)).toEqual(second)
  expect(outbox.find(second.id, '01934b2e-0000-7000-8000-0000000000bb')).toBeNull()
  expect(outbox.findConversation(first.conversation_id, USER)).toEqual([first, second])
  isAway = false
  await vi.waitFor(() => outbox.flush(), 5000)
  expect(outbox.find(second.id, USER)).toBeNull()
})

test('A13 without a writable disk it says so once and works in memory', async () => {
  writeFileSync(join(folder, 'file'), '')
  const { events, deliver } = collector()
  const outbox = outboxOn({ path: join(folder, 'file', 'outbox.db'), deliver })
  expect(outbox.isDurable).toBe(false)
  outbox.enqueue(callEvents(2))
  await outbox.flush()
  expect(events).toHaveLength(2)
  expect(logged).toHaveLength(1)
})

/** What waits in the file of an outbox that could deliver nothing and is closed. */
async function leaveWaiting(count: number) {
  const outbox = outboxOn({ deliver: () => Promise.reject(new Error('away')) })
  outbox.enqueue(callEvents(count))
  await outbox.close()
  open = []
}
const damaged = () => readdirSync(folder).filter((name) => /^outbox\.db\.damaged-\d+$/.test(name))
const SAID = 'the outbox file is damaged: it was moved away, and a new one begun'

test('A13 rows that the disk has spoilt are set aside with the reason, the others arrive', async () => {
  await leaveWaiting(5)
  const file = new DatabaseSync(path)
  file.exec(`update waiting set body = substr(body, 1, 20) where seq in (1, 4)`)
  file.close()
  const { events, deliver } = collector()
  const outbox = outboxOn({ deliver })
  await outbox.flush()
  expect(numbers(events)).toEqual([1, 2, 4])
  expect(outbox.counts()).toEqual({ waiting: 0, setAside: 2, refused: 0 })
  expect(setAside().map(({ reason }) => reason)).toEqual(
    Array(2).fill(expect.stringContaining('cannot read')),
  )
})

test.each([
  ['no database', () => writeFileSync(path, 'x'.repeat(100_000))],
  ['cut off', () => truncateSync(path, 8192)],
])('A13 a file that is %s is moved away once, and a new one begun', async (_, damage) => {
  await leaveWaiting(500)
  damage()
  const { events, deliver } = collector()
  const outbox = outboxOn({ deliver })
  outbox.enqueue(callEvents(3))
  await outbox.flush()
  expect(outbox.isDurable).toBe(true)
  expect(numbers(events)).toEqual([0, 1, 2])
  expect(damaged()).toHaveLength(1)
  expect(logged.filter((message) => message === SAID)).toHaveLength(1)
})

test('A13 a file that is damaged while it is used is replaced, and what comes then arrives', async () => {
  const { events, deliver } = collector()
  let isAway = true
  const outbox = outboxOn({
    deliver: (batch) => (isAway ? Promise.reject(new Error('away')) : deliver(batch)),
  })
  outbox.enqueue(callEvents(2000))
  const other = new DatabaseSync(path)
  other.exec('pragma wal_checkpoint(truncate)')
  other.close()
  // Under the feet of the outbox.
  writeFileSync(path, 'x'.repeat(2_000_000))
  isAway = false
  await vi.waitFor(() => {
    outbox.enqueue(callEvents(1))
    expect(logged).toContain(SAID)
  }, 5000)
  await vi.waitFor(() => outbox.flush(), 5000)
  expect(events.length).toBeGreaterThan(0)
  expect(outbox.counts().waiting).toBe(0)
  expect(damaged()).toHaveLength(1)
  expect(logged.filter((message) => message === SAID)).toHaveLength(1)
})

test('A13 what comes while a batch of the damaged file is on its way is not taken for that batch', async () => {
  const { events, deliver } = collector()
  const departure = Promise.withResolvers<void>()
  const arrival = Promise.withResolvers<void>()
  const outbox = outboxOn({
    deliver: async (batch) => {
      departure.resolve()
      await arrival.promise
      await deliver(batch)
    },
  })
  outbox.enqueue(callEvents(3))
  await departure.promise
  const other = new DatabaseSync(path)
  other.exec('pragma wal_checkpoint(truncate)')
  other.close()
  writeFileSync(path, 'x'.repeat(2_000_000))
  outbox.enqueue(callEvents(2))
  expect(logged).toContain(SAID)
  arrival.resolve()
  await vi.waitFor(() => outbox.flush(), 3000)
  expect(numbers(events)).toEqual([0, 1, 2, 0, 1])
})

test('A13 a process whose file another has moved away goes on in the new one, with what waited', async () => {
  const { events, deliver } = collector()
  const away = () => Promise.reject(new Error('away'))
  const first = outboxOn({ deliver: away, retryMs: { first: 60_000, longest: 60_000 } })
  first.enqueue(callEvents(3))
  spoilSetAside()
  const second = outboxOn({ deliver })
  expect(damaged()).toHaveLength(1)
  first.enqueue(callEvents(5).slice(3))
  expect(first.counts().waiting).toBe(5)
  await first.close()
  open = [second]
  await second.flush()
  expect(numbers(events)).toEqual(upTo(5))
  expect(logged.filter((message) => message === SAID)).toHaveLength(1)
})

/** Damage that nobody meets who only adds and delivers. */
function spoilSetAside(): void {
  const other = new DatabaseSync(path)
  other.exec('pragma wal_checkpoint(truncate)')
  const page = Number(
    other.prepare("select rootpage from sqlite_schema where name = 'set_aside'").get()?.rootpage,
  )
  other.close()
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(4096, 'x'), 0, 4096, (page - 1) * 4096)
  closeSync(file)
}
