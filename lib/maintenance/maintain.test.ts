import { expect, test } from 'vitest'
import { maintain } from './maintain'

function databaseWith(chunks: { callsDeleted: number; more: boolean }[]) {
  const asked: string[] = []
  return {
    asked,
    ensurePartitions: async () => {
      asked.push('partitions')
      return 2
    },
    cleanUp: async () => {
      asked.push('chunk')
      return { partitionsDropped: 1, ...chunks.shift() }
    },
  }
}

test('A11 partitions first, then chunks until nothing is left', async () => {
  const database = databaseWith([
    { callsDeleted: 5000, more: true },
    { callsDeleted: 12, more: false },
  ])
  expect(await maintain(database, 0)).toEqual({ partitionsMade: 2, partitionsDropped: 2, callsDeleted: 5012 })
  expect(database.asked).toEqual(['partitions', 'chunk', 'chunk'])
})

test('A11 leaves it to whoever holds the lock', async () => {
  const database = databaseWith([{ callsDeleted: 0, more: true }])
  expect(await maintain(database, 0)).toMatchObject({ callsDeleted: 0 })
  expect(database.asked).toEqual(['partitions', 'chunk'])
})
