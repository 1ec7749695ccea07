import { expect, test } from 'vitest'
import { versionPairs } from './version-pairs'

const swaps = (...models: string[]) => versionPairs(models).map(({ before, after }) => `${before} > ${after}`)

test.each([
  [
    ['big-0613', 'big-0314', 'small-3.5-0301', 'small-3.5-0613'],
    ['big-0314 > big-0613', 'small-3.5-0301 > small-3.5-0613'],
  ],
  [
    ['a-2023-06', 'a-2023-03', 'b-7b'],
    ['a-2023-03 > a-2023-06', 'b-7b > b-7b'],
  ],
  [['a_june_2023', 'a_march_2023'], ['a_march_2023 > a_june_2023']],
  [['A 4 (Jun 2023)', 'A 4 (Nov 2022)'], ['A 4 (Nov 2022) > A 4 (Jun 2023)']],
  [['a-20240806', 'a-20240513', 'a-20241120'], ['a-20240513 > a-20241120']],
  [['a-v2', 'a-v1'], ['a-v1 > a-v2']],
  [['a-2.1', 'a-2.0'], ['a-2.0 > a-2.1']],
  [['a-after', 'a-before'], ['a-before > a-after']],
  [
    ['llama-70', 'llama-13', 'x-0301', 'x-0613'],
    ['llama-70 > llama-70', 'llama-13 > llama-13', 'x-0301 > x-0613'],
  ],
])('A29 versions of %j', (models, expected) => {
  expect(swaps(...models)).toEqual(expected)
})
