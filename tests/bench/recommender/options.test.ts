import { expect, test } from 'vitest'
import { parseOptions } from './options'

test('A29 what is not said has its default', () => {
  expect(parseOptions(['--data', 'f.csv.gz'])).toEqual({
    data: 'f.csv.gz',
    pool: { kind: 'all' },
    defaultModel: null,
    steps: 10_000,
    seeds: 20,
    feedback: 'every',
    scenario: 'standard',
    priority: 'quality',
    policies: null,
  })
})

test('A29 versions may be paired by hand', () => {
  const { pool } = parseOptions(['--data', 'f', '--scenario', 'versions', '--models', 'a=b,c=d,e'])
  expect(pool).toEqual({
    kind: 'named',
    models: ['a', 'b', 'c', 'd', 'e'],
    pairs: [
      { before: 'a', after: 'b' },
      { before: 'c', after: 'd' },
      { before: 'e', after: 'e' },
    ],
  })
})

test.each([
  ['--data FILE.csv.gz says which outcomes to replay, and is missing.', []],
  ['--steps must be a whole number from 10 to 1000000, not "9".', ['--steps', '9']],
  ['--seeds must be a whole number from 1 to 1000000, not "1.5".', ['--seeds', '1.5']],
  ['--feedback must be one of every, thumb10, thumb5, biased, delayed, not "all".', ['--feedback', 'all']],
  ['--scenario must be one of standard, drop, outage, newmodel, versions, not "".', ['--scenario', '']],
  ['--priority must be one of balanced, speed, quality, cost, not "best".', ['--priority', 'best']],
  ['--models, --priced and --all exclude each other: give one of them.', ['--all', '--priced']],
  ['--models must name each model once, with commas between.', ['--models', 'a,a']],
  ['--models must name at least two models to choose between.', ['--models', 'a']],
  ['--models old=new goes with --scenario versions only.', ['--models', 'a=b,c=d']],
  ["Unknown option '--seed'.", ['--seed', '1']],
  ["Option '--steps <value>' argument missing.", ['--steps']],
])('A29 %s', (sentence, flags) => {
  const data = flags.length > 0 ? ['--data', 'f'] : []
  expect(() => parseOptions([...data, ...flags])).toThrow(sentence)
})
