import { expect, test } from 'vitest'
import { choiceSettings, percentText } from './choice-settings'

const form = {
  teamId: '0198c0de-0000-4000-8000-000000000001',
  exploreMin: '1',
  exploreMax: '100',
  qualityFloor: '0',
}

test('A30 percents become shares, and shares the same percents again', () => {
  expect(choiceSettings.parse({ ...form, exploreMin: ' 2.5 ', qualityFloor: '7,25' })).toEqual({
    teamId: form.teamId,
    exploreMin: 0.025,
    exploreMax: 1,
    qualityFloor: 0.0725,
  })
  for (const text of ['0', '0.1', '1', '7', '12.5', '29', '57', '58', '100']) {
    expect(percentText(choiceSettings.parse({ ...form, exploreMin: text }).exploreMin)).toBe(text)
  }
})

test.each([
  ['exploreMin', '-1'],
  ['exploreMin', ''],
  ['exploreMax', '101'],
  ['exploreMax', 'all'],
  ['qualityFloor', '1e1'],
  ['qualityFloor', 'NaN'],
])('A30 the error of a wrong percent names its field: %s "%s"', (field, value) => {
  const { error } = choiceSettings.safeParse({ ...form, [field]: value })
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([field])
})

test('A30 the least may be the most, not more', () => {
  expect(choiceSettings.safeParse({ ...form, exploreMin: '0', exploreMax: '0' }).success).toBe(true)
  const { error } = choiceSettings.safeParse({ ...form, exploreMin: '5', exploreMax: '4' })
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['exploreMin'])
})
