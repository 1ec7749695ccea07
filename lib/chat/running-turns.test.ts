import { expect, test } from 'vitest'
import { beginTurn, turnEnded } from '@/lib/chat/running-turns'

const hasEnded = async (conversationId: string, patienceMs: number) => {
  let ended = false
  const waiting = turnEnded(conversationId, patienceMs).then(() => {
    ended = true
  })
  await new Promise((resolve) => setImmediate(resolve))
  return { ended: () => ended, waiting }
}

test('nobody waits where no answer is on its way', async () => {
  expect((await hasEnded('a', 60_000)).ended()).toBe(true)
})

test('who comes in the middle of an answer waits for its end', async () => {
  const end = beginTurn('b')
  const reader = await hasEnded('b', 60_000)
  expect(reader.ended()).toBe(false)
  end()
  await reader.waiting
  expect((await hasEnded('b', 60_000)).ended()).toBe(true)
})

test('an answer that goes on is not waited for', async () => {
  const end = beginTurn('c')
  await (await hasEnded('c', 5)).waiting
  end()
})

test('the end of an older answer does not end a newer one', async () => {
  const older = beginTurn('d')
  const newer = beginTurn('d')
  older()
  const reader = await hasEnded('d', 60_000)
  expect(reader.ended()).toBe(false)
  newer()
  await reader.waiting
})
