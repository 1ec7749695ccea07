import { expect, test } from 'vitest'
import { maintain } from './maintain'

type Chunk = { partitionsDropped: number; hoursDeleted: number; callsDeleted: number; more: boolean }
type SignalChunk = { answersAbandoned: number; signalsDeleted: number; more: boolean }

const AT_ONCE = { pauseMs: 0, signal: new AbortController().signal }
const NO_SIGNALS = { answersAbandoned: 0, signalsDeleted: 0, more: false }

function databaseWith(chunks: Chunk[], signals: SignalChunk[] = [NO_SIGNALS]) {
  const asked: string[] = []
  return {
    asked,
    ensurePartitions: async () => {
      asked.push('partitions')
      return 2
    },
    cleanUp: async () => {
      asked.push('chunk')
      return chunks.shift()
    },
    tendSignals: async () => {
      asked.push('signals')
      return signals.shift()
    },
  }
}

test('A11 partitions first, then chunks until nothing is left', async () => {
  const database = databaseWith([
    { partitionsDropped: 2, hoursDeleted: 0, callsDeleted: 0, more: true },
    { partitionsDropped: 0, hoursDeleted: 5000, callsDeleted: 0, more: true },
    { partitionsDropped: 0, hoursDeleted: 7, callsDeleted: 5000, more: true },
    { partitionsDropped: 0, hoursDeleted: 0, callsDeleted: 12, more: false },
  ])
  expect(await maintain(database, AT_ONCE)).toMatchObject({
    partitionsMade: 2,
    partitionsDropped: 2,
    hoursDeleted: 5007,
    callsDeleted: 5012,
  })
  expect(database.asked).toEqual(['partitions', 'chunk', 'chunk', 'chunk', 'chunk', 'signals'])
})

test('A11 signals are tended in chunks too', async () => {
  const database = databaseWith(
    [{ partitionsDropped: 0, hoursDeleted: 0, callsDeleted: 0, more: false }],
    [
      { answersAbandoned: 5000, signalsDeleted: 7, more: true },
      { answersAbandoned: 3, signalsDeleted: 0, more: false },
    ],
  )
  expect(await maintain(database, AT_ONCE)).toMatchObject({ answersAbandoned: 5003, signalsDeleted: 7 })
  expect(database.asked).toEqual(['partitions', 'chunk', 'signals', 'signals'])
})

test('A11 leaves it to whoever holds the lock', async () => {
  const database = databaseWith(
    [{ partitionsDropped: 0, hoursDeleted: 0, callsDeleted: 0, more: true }],
    [{ ...NO_SIGNALS, more: true }],
  )
  expect(await maintain(database, AT_ONCE)).toMatchObject({ callsDeleted: 0, signalsDeleted: 0 })
  expect(database.asked).toEqual(['partitions', 'chunk', 'signals'])
})
