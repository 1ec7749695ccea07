import { expect, test } from 'vitest'
import { sortRows } from '@/components/analytics/sort-rows'

const rows = [{ n: 2 }, { n: null }, { n: 10 }, { n: 1 }]
const sorted = (direction: 'ascending' | 'descending') =>
  sortRows(rows, (row) => row.n, direction).map((row) => row.n)

test('A22 rows sort by their figures, those without one last in both directions', () => {
  expect(sorted('ascending')).toEqual([1, 2, 10, null])
  expect(sorted('descending')).toEqual([10, 2, 1, null])
})

test('A22 equal rows keep their order', () => {
  const equal = [{ id: 'a' }, { id: 'b' }, { id: 'c' }]
  expect(sortRows(equal, () => 1, 'descending')).toEqual(equal)
  expect(sortRows(equal, () => null, 'ascending')).toEqual(equal)
})
