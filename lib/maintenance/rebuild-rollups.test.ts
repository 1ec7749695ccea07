import { expect, test } from 'vitest'
import { rebuildRound } from './rebuild-rollups'

const AT_ONCE = { pauseMs: 0, signal: new AbortController().signal }
const NOTHING_DUE = { team_id: null, share: null, more: false, failed: null }

function rebuild(...chunks: object[]) {
  const said: string[] = []
  const write = (about: object, message: string) => said.push(`${message} ${JSON.stringify(about)}`)
  return { round: rebuildRound(async () => chunks.shift(), AT_ONCE, { info: write, error: write }), said }
}

const stepsOf = (team_id: string, steps: number) =>
  Array.from({ length: steps + 1 }, (_, n) => ({
    team_id,
    share: n < steps ? n / steps : null,
    more: true,
    failed: null,
  }))

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

test('A11 a team that cannot be counted anew does not hold up the next', async () => {
  const failed = { team_id: 'a', reason: 'broken', failures: 1 }
  const { round, said } = rebuild(
    { team_id: 'a', share: 0.5, more: true, failed },
    ...stepsOf('b', 1),
    NOTHING_DUE,
    { team_id: 'a', share: 0.5, more: true, failed: { ...failed, failures: 2 } },
    NOTHING_DUE,
  )
  expect(await round()).toBe(true)
  expect(await round()).toBe(true)
  expect(said.filter((sentence) => sentence.includes('broken'))).toHaveLength(1)
  expect(said.at(-1)).toContain('100 % {"team_id":"b"}')
})
