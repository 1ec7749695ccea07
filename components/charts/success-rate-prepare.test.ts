import { expect, test } from 'vitest'
import { metricsOf, thirtyDays } from '@/components/analytics/thirty-days.fixture'
import { prepareSuccessRate } from '@/components/charts/success-rate-prepare'

function model(name: string, succeeded: number, failed: number, provider = 'openai') {
  const metrics = metricsOf({
    succeeded,
    failed,
    stopped: 0,
    up: 0,
    down: 0,
    meanMs: 900,
    cost: 0,
    tokens: 0,
  })
  return { ...metrics, model: name, provider, costShare: null }
}

test('A20 the model that fails more often for certain is named', () => {
  expect(prepareSuccessRate(thirtyDays().byModel).title).toMatch(
    /^gemini-3\.5-flash fails more often than the others: 9\d\.\d% succeed, against 9\d\.\d%$/,
  )
})

test('A20 a difference that may be chance is not called one', () => {
  expect(prepareSuccessRate([model('a', 48, 2), model('b', 46, 4)]).title).toBe(
    'No model’s success rate differs for certain from the others',
  )
})

test('A20 one model or none is not compared', () => {
  expect(prepareSuccessRate([model('a', 9, 1), model('b', 0, 0)]).title).toBe('90.0% of a’s calls succeed')
  expect(prepareSuccessRate([]).title).toBe('No call has succeeded or failed yet')
})

test('A20 whiskers reach to the ends of the interval and the axis starts below all of them', () => {
  const { bars, ticks } = prepareSuccessRate(thirtyDays().byModel)
  for (const { percent, reach } of bars) {
    expect(percent - reach[0]).toBeGreaterThan(ticks[0] ?? 100)
    expect(percent + reach[1]).toBeLessThanOrEqual(100)
  }
  expect(prepareSuccessRate([model('a', 0, 8)]).ticks[0]).toBe(0)
})

test('A20 the same model of two providers keeps both apart', () => {
  const labels = prepareSuccessRate([model('a', 9, 1), model('a', 8, 2, 'azure'), model('b', 9, 1)]).bars.map(
    ({ label }) => label,
  )
  expect(labels.sort()).toEqual(['a (azure)', 'a (openai)', 'b'])
})
