import { expect, test } from 'vitest'
import { rebuildRound } from './rebuild-rollups'

const AT_ONCE = { pauseMs: 0, signal: new AbortController().signal }
const NOTHING_DUE = { team_id: null, share: null, more: false }

function rebuild(...chunks: object[]) {
  const said: string[] = []
  const info = (about: object, message: string) => said.push(`${message} ${JSON.stringify(about)}`)
  return { round: rebuildRound(async () => chunks.shift(), AT_ONCE, { info }), said }
}

const stepsOf = (team_id: string, steps: number) =>
  Array.from({ length: steps + 1 }, (_, n) => ({ team_id, share: n < steps ? n / steps : null, more: true }))

test('A11 a rebuild goes on until none is due and says each tenth of a team once', async () => {
  const { round, said } = rebuild(...stepsOf('a', 90), ...stepsOf('b', 3), NOTHING_DUE, NOTHING_DUE)
  expect(await round()).toBe(true)
  expect(said.map((sentence) => sentence.match(/\d+ %/)?.[0])).toEqual(
    [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 0, 30, 60, 100].map((percent) => `${percent} %`),
  )
  expect(said[10]).toContain('{"team_id":"a"}')
  expect(await round()).toBe(false)
})

test('A11 a rebuild that somebody else is at says no tenth again', async () => {
  const [first, second] = stepsOf('a', 90)
  const { round, said } = rebuild({ ...first }, NOTHING_DUE, { ...second, more: false })
  expect(await round()).toBe(true)
  expect(await round()).toBe(true)
  expect(said).toHaveLength(1)
})
