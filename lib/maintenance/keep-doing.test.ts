import { expect, test } from 'vitest'
import { keepDoing } from './keep-doing'

type Outcome = 'busy' | 'idle' | Error

/** Lets rounds end as listed, then ends the process. */
async function after(...outcomes: Outcome[]) {
  const ending = new AbortController()
  const waits: number[] = []
  const said: string[] = []
  const write = (_: object, message: string) => void said.push(message)
  const round = async () => {
    const outcome = outcomes.shift()
    if (outcomes.length === 0) ending.abort()
    if (outcome instanceof Error) throw outcome
    return outcome === 'busy'
  }
  const duty = { name: 'duty', round, waitMs: { busy: 5_000, idle: 20_000 } }
  await keepDoing(duty, ending.signal, { info: write, error: write }, async (ms) => void waits.push(ms))
  return { waits, said }
}

const away = new Error('away')

test('A11 waits longer while there is nothing to do', async () => {
  const { waits } = await after('busy', 'idle', 'idle', 'idle', 'busy', 'idle')
  expect(waits).toEqual([5_000, 10_000, 20_000, 20_000, 5_000, 10_000])
})

test('A11 begins with the shorter wait', async () => {
  expect((await after('idle')).waits).toEqual([5_000])
})

test('A11 a failure is tried again, each time later, and said once', async () => {
  const { waits, said } = await after(...Array(12).fill(away), 'busy', away)
  expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000])
  expect(waits.slice(9, 12)).toEqual([300_000, 300_000, 300_000])
  expect(waits.slice(12)).toEqual([5_000, 1_000])
  expect(said).toEqual([
    'maintenance failed and is tried again',
    'maintenance works again',
    'maintenance failed and is tried again',
  ])
})

test('A11 another failure than before is said too', async () => {
  const { said } = await after(away, new Error('refused'), away, new Error('refused'))
  expect(said).toHaveLength(2)
})
