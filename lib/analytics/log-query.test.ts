import { expect, test } from 'vitest'
import { exportQuery, logQuery } from '@/lib/analytics/log-query'
import { type LogQuery, logSearch, WHOLE_LOG } from '@/lib/analytics/log-search'
import { notUnderstood, queryOrDefault } from '@/lib/analytics/period-query'

const parse = (search: URLSearchParams) => logQuery.parse(Object.fromEntries(search))

test('C12 the address of a filter means that filter', () => {
  const id = '0197a1b2-0000-7000-8000-000000000001'
  const query: LogQuery = {
    from: '2026-01-01',
    to: '2026-01-31',
    outcome: 'failed',
    model: 'gpt-5.5',
    provider: 'openai',
    feature: 'rag_pipeline',
    taskType: 'coding',
    errorKind: 'rate_limited',
    project: id,
    user: id,
    conversation: 'thread 7',
    run: id,
    externalUser: 'customer+1@example.com',
    search: '100% & more',
    before: `2026-01-15T10:00:00.123456+00:00_${id}`,
  }
  expect(parse(logSearch(query))).toEqual(query)
  expect(parse(logSearch({}))).toEqual(WHOLE_LOG)
  expect(logSearch(WHOLE_LOG).size).toBe(0)
})

test('C12 what a page cannot read of its address it does without, and names', () => {
  const search = { outcome: 'odd', model: 'gpt-5.5', before: 'yesterday', from: '2026-02-31', q: '  ' }
  expect(queryOrDefault(logQuery, search)).toEqual({ ...WHOLE_LOG, model: 'gpt-5.5' })
  expect(notUnderstood(logQuery, search)).toEqual(['outcome', 'before', 'from', 'q'])
  expect(notUnderstood(logQuery, { model: 'gpt-5.5', modl: 'x' })).toEqual(['modl'])
  expect(notUnderstood(logQuery, { model: 'gpt-5.5' })).toEqual([])
})

test.each([
  ['before', { before: '2026-99-99T99:99:99.999Z_--------------------------------000_' }],
  ['before', { before: '2026-99-99T99:99:99.999Z_0197a1b2-0000-7000-8000-000000000001' }],
  ['before', { before: '0000-01-01T00:00:00Z_0197a1b2-0000-7000-8000-000000000001' }],
  ['before', { before: '2026-01-15T10:00:00Z_------------------------------------' }],
  ['before', { before: '2026-01-15T10:00:00Z' }],
  ['from', { from: '2026-11-05', to: '2026-11-01' }],
])('C12 a %s that means nothing is told by its name: %j', (field, search) => {
  expect(logQuery.safeParse(search).error?.issues.map(({ path }) => path)).toEqual([[field]])
})

test('C17 an export has the columns that were asked for, in the order of all', () => {
  const keys = (columns?: string) =>
    exportQuery.parse({ format: 'csv', ...(columns && { columns }) }).columns.map(({ key }) => key)
  expect(keys('model,time')).toEqual(['time', 'model'])
  expect(keys()).toHaveLength(26)
  expect(exportQuery.safeParse({ format: 'csv', columns: 'model,secret' }).success).toBe(false)
  expect(exportQuery.safeParse({ format: 'pdf' }).success).toBe(false)
  expect(exportQuery.safeParse({ format: 'csv', from: '2026-11-05', to: '2026-11-01' }).success).toBe(false)
})
