import { expect, test } from 'vitest'
import { metricsOf, thirtyDays } from '@/components/analytics/thirty-days.fixture'
import { prepareResponseTime } from '@/components/charts/response-time-prepare'

function model(name: string, calls: number, meanMs: number) {
  const metrics = metricsOf({
    succeeded: calls,
    failed: 0,
    stopped: 0,
    up: 0,
    down: 0,
    meanMs,
    cost: 0,
    tokens: 0,
  })
  return { ...metrics, model: name, provider: 'openai', costShare: null }
}

test('A19 the fastest model comes first and is named with its median', () => {
  const chart = prepareResponseTime(thirtyDays().byModel)
  expect(chart.bars.map(({ label }) => label)[0]).toBe('gemini-3.1-flash-lite')
  expect(chart.title).toMatch(/^gemini-3\.1-flash-lite answers fastest: half of its calls within \d+ ms$/)
})

test('A19 two models that do not differ for certain are both called fastest', () => {
  expect(prepareResponseTime([model('a', 40, 1000), model('b', 40, 1010)]).title).toBe(
    'a and b answer fastest, at about 860 ms',
  )
})

test('A19 a model with few calls is drawn but not called fastest', () => {
  const chart = prepareResponseTime([model('new', 29, 100), model('old', 400, 1000)])
  expect(chart.bars).toHaveLength(2)
  expect(chart.title).toBe('old answers half of its calls within 860 ms')
})

test('A19 a model without a successful call is left out, and nothing at all is said so', () => {
  const chart = prepareResponseTime([model('failing', 0, 100)])
  expect(chart.bars).toEqual([])
  expect(chart.title).toBe('Too few successful calls to compare response times')
})

test('A27 the table says the same as the picture, with unit and sample size', () => {
  const chart = prepareResponseTime([model('a', 1200, 1000)])
  expect(chart.note).toContain('1,200 successful calls')
  expect(chart.table.rows[0]?.cells).toEqual(['a', '860 ms', '2.20 s', '1,200'])
})
