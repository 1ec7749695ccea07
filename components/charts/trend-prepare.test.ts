import { describe, expect, test } from 'vitest'
import { thirtyDays } from '@/components/analytics/thirty-days.fixture'
import { prepareTrend, TEAM_KEY, type TrendInput } from '@/components/charts/trend-prepare'

const { trends, trendsByModel, arms } = thirtyDays()
const input: TrendInput = {
  trends,
  trendsByModel,
  arms,
  metric: 'successRate',
  drawn: null,
  unfinishedDay: null,
}

describe('A24 trends', () => {
  test('A24 the model that got worse in the last days is named and drawn by itself', () => {
    const chart = prepareTrend(input)
    expect(chart.title).toMatch(
      /^Success rate fell from 9\d\.\d% to 9\d\.\d% in the last 7 days; gemini-3\.5-flash went from 9\d\.\d% to [78]\d\.\d%$/,
    )
    expect(chart.lines.map(({ key }) => key)).toEqual([TEAM_KEY, 'google/gemini-3.5-flash'])
  })

  test('A24 a change that may be chance is not called one', () => {
    const steady = trends.map((day, index) => ({ ...day, successRate: 97 + (index % 2) }))
    expect(prepareTrend({ ...input, trends: steady, trendsByModel: [] }).title).toBe(
      'Success rate held at about 97.5%',
    )
  })

  test('A24 a short period is described, not compared', () => {
    const week = trends.slice(0, 7).map((day) => ({ ...day, successRate: 96 }))
    expect(prepareTrend({ ...input, trends: week, trendsByModel: [] }).title).toBe(
      'Success rate: 96.0% on an average day',
    )
  })

  test('A24 the day that is not over is drawn but never compared', () => {
    const days = trends.map((day) => ({ ...day, usageCount: 100 }))
    const last = days.at(-1)
    if (last) last.usageCount = 3
    const chart = prepareTrend({
      ...input,
      trends: days,
      metric: 'usageCount',
      unfinishedDay: last?.day ?? null,
    })
    expect(chart.title).toBe('100 calls on an average day')
    expect(chart.points.at(-1)?.values[TEAM_KEY]).toBe(3)
    expect(chart.table.rows.at(-1)?.cells[0]).toBe('21 Nov (so far)')
  })

  test('A24 the models drawn are those asked for, in the colour they always have', () => {
    const asked = prepareTrend({ ...input, drawn: ['openai/gpt-5.5'] })
    const others = trendsByModel.filter(({ model }) => model === 'gpt-5.5')
    const alone = prepareTrend({ ...input, trendsByModel: others, drawn: ['openai/gpt-5.5'] })
    expect(asked.lines.map(({ label }) => label)).toEqual(['All models', 'gpt-5.5'])
    expect(alone.lines[1]?.colour).toBe(asked.lines[1]?.colour)
    expect(asked.table.columns).toEqual(['Day', 'All models', 'gpt-5.5', 'Calls'])
  })

  test('A24 a day without calls has no rate, and no calls', () => {
    const missing = trendsByModel.filter(({ day }) => day !== '2026-10-25')
    const key = 'openai/gpt-5.5'
    const rate = prepareTrend({ ...input, trendsByModel: missing })
    const calls = prepareTrend({ ...input, trendsByModel: missing, metric: 'usageCount' })
    expect([rate.points[2]?.values[key], calls.points[2]?.values[key]]).toEqual([null, 0])
  })

  test('A24 a period without a value says so', () => {
    const empty = trends.map((day) => ({ ...day, satisfactionRate: null }))
    expect(
      prepareTrend({ ...input, trends: empty, trendsByModel: [], metric: 'satisfactionRate' }).title,
    ).toBe('Satisfaction: no value in this period')
  })
})
