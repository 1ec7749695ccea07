import { expect, test } from 'vitest'
import { TeamMarks } from '@/lib/otlp/marks'

const named = (name: string, count: number) =>
  new Map(Array.from({ length: count }, (_, n) => [`${name} ${n}`, n]))

test('C6 a team with large traces loses the oldest of its own ties, and none of another team', () => {
  const marks = new TeamMarks(100)
  marks.keep('small', named('small', 5))
  marks.keep('large', named('large', 25))
  for (let n = 0; n < 8; n++) marks.keep('larger', named(`trace ${n}`, 40))
  const kept = (team: string, name: string, count: number) =>
    [...named(name, count).keys()].filter((mark) => marks.of(team).get(mark) !== undefined).length
  expect(kept('small', 'small', 5)).toBe(5)
  expect(kept('large', 'large', 25)).toBe(25)
  expect(Array.from({ length: 8 }, (_, n) => kept('larger', `trace ${n}`, 40))).toEqual([
    0, 0, 0, 0, 0, 0, 30, 40,
  ])
  expect(kept('small', 'trace 7', 40)).toBe(0)
})
