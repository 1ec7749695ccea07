import { describe, expect, test } from 'vitest'
import { modelsQuery, modelsQueryOrDefault } from '@/lib/analytics/models-query'
import { modelsSearch, UNFILTERED } from '@/lib/analytics/models-search'

const none = { days: 30, from: null, to: null, ...UNFILTERED, groupBy: null }
const PROJECT = '0198f6a2-7b1c-7d3e-9a55-0c2f4e6d8b10'
const faults = (search: Record<string, string>) =>
  modelsQuery
    .safeParse(search)
    .error?.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : issue.path[0])) ?? []

describe('A16 the query of the models analytics', () => {
  test('A16 nothing given means the last 30 days', () => {
    expect(modelsQuery.parse({})).toEqual(none)
  })

  test.each([
    ['1', 1],
    ['365', 365],
  ])('A16 days=%s is accepted', (days, expected) => {
    expect(modelsQuery.parse({ days }).days).toBe(expected)
  })

  test.each(['0', '366', '-1', '7.5', 'week', '', '1e2', ' 7'])('A16 days=%j is refused', (days) => {
    expect(faults({ days })).toEqual(['days'])
  })

  test('A15 from and to are inclusive and at most 365 days', () => {
    expect(modelsQuery.parse({ from: '2026-01-01', to: '2026-12-31' })).toEqual({
      ...none,
      days: null,
      from: '2026-01-01',
      to: '2026-12-31',
    })
    expect(faults({ from: '2026-01-01', to: '2027-01-01' })).toEqual(['to'])
  })

  test.each([
    [{ from: '2026-02-01' }, 'to'],
    [{ to: '2026-02-01' }, 'from'],
    [{ from: '2026-02-02', to: '2026-02-01' }, 'from'],
    [{ from: '2026-02-30', to: '2026-03-01' }, 'from'],
    [{ from: '9000-01-01', to: '9000-01-31' }, 'from'],
    [{ days: '7', from: '2026-02-01', to: '2026-02-02' }, 'days'],
    [{ task_type: 'poetry' }, 'task_type'],
    [{ group_by: 'user' }, 'group_by'],
    [{ model: '' }, 'model'],
    [{ model: 'gpt\0' }, 'model'],
    [{ tasktype: 'coding' }, 'tasktype'],
    [{ provider: '' }, 'provider'],
    [{ feature: 'x'.repeat(101) }, 'feature'],
    [{ feature: 'chat\0' }, 'feature'],
    [{ project: 'companion-app' }, 'project'],
  ])('A16 %j is refused and names the field', (search, field) => {
    expect(faults(search)).toEqual([field])
  })

  test('A16 days that no calendar of the database has are refused', () => {
    expect(faults({ from: '0000-01-01', to: '0000-02-01' })).toEqual(['from', 'to'])
  })

  test('A26 a page falls back to the default for what is invalid and keeps the rest', () => {
    expect(modelsQueryOrDefault({ days: '9000', task_type: 'coding' })).toEqual({
      ...none,
      taskType: 'coding',
    })
    expect(modelsQueryOrDefault({ from: '9000-01-01', to: '9000-01-31' })).toEqual(none)
    expect(modelsQueryOrDefault({ from: '2026-02-01', model: ['a', 'b'] })).toEqual(none)
    expect(modelsQueryOrDefault({ days: '7', group_by: 'nobody', other: 'x' })).toEqual({ ...none, days: 7 })
  })

  test('A26 the id of a project means the same in capitals', () => {
    expect(modelsQuery.parse({ project: PROJECT.toUpperCase() })).toEqual({ ...none, project: PROJECT })
  })

  test('A26 a query and its link mean the same', () => {
    const links = [
      '',
      'days=7',
      'from=2026-01-01&to=2026-01-31',
      'task_type=coding&model=gpt-5.5',
      `provider=openai&feature=code_review&project=${PROJECT}`,
    ]
    for (const link of links) {
      expect(modelsSearch(modelsQueryOrDefault(Object.fromEntries(new URLSearchParams(link))))).toBe(link)
    }
  })
})
