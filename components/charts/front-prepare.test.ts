import { describe, expect, test } from 'vitest'
import { coding, codingFront, measured } from '@/components/charts/front.fixture'
import { prepareFront } from '@/components/charts/front-prepare'

const chart = prepareFront(codingFront(), 30)
const titleOf = (...arms: Parameters<typeof coding>[0]) => prepareFront(coding(arms), 30).title

describe('A41 the front of a task', () => {
  test('A41 models are numbered from the cheapest on, and those of unknown price are not drawn', () => {
    expect(chart.readings.map(({ mark, label, kind }) => [mark, label, kind])).toEqual([
      [1, 'new', 'early'],
      [2, 'gpt-5.6-mini', 'front'],
      [3, 'quick', 'front'],
      [4, 'gpt-5.6', 'front'],
      [5, 'claude-opus', 'beaten'],
      [6, 'local', 'beaten'],
    ])
    expect(chart.dots.map(({ mark }) => mark)).toEqual([1, 2, 3, 4, 5])
  })

  test('A41 the line climbs over what is best for its price; what is there for its speed lies below it', () => {
    expect(chart.line).toEqual([
      { usd: 0.0011, percent: 89 },
      { usd: 0.012, percent: 94 },
      { usd: 0.1, percent: 94 },
    ])
  })

  test('A41 the table says of each model its figures, its place and the priorities that choose it', () => {
    expect(chart.table.rows.map(({ cells }) => cells)).toEqual([
      ['new', '80.0%', '30.0% to 99.0%', '3.00 s', '$0.0005', '3', 'not enough evidence yet', '–'],
      [
        'gpt-5.6-mini',
        '89.0%',
        '85.0% to 93.0%',
        '3.00 s',
        '$0.0011',
        '400',
        'on the front',
        'balanced, cost',
      ],
      ['quick', '85.0%', '81.0% to 89.0%', '700 ms', '$0.006', '400', 'on the front', 'speed'],
      ['gpt-5.6', '94.0%', '90.0% to 98.0%', '6.20 s', '$0.012', '400', 'on the front', 'quality'],
      ['claude-opus', '91.0%', '87.0% to 95.0%', '9.10 s', '$0.05', '400', 'beaten by gpt-5.6', '–'],
      [
        'local',
        '70.0%',
        '66.0% to 74.0%',
        '4.00 s',
        '–',
        '400',
        'beaten by gpt-5.6-mini (price unknown)',
        '–',
      ],
    ])
  })

  test('A41 the price axis is logarithmic beyond tenfold, and never where a model is free', () => {
    expect(chart).toMatchObject({ isLogarithmic: true, usdTicks: [0.0003, 0.001, 0.003, 0.01, 0.03, 0.1] })
    const near = coding([measured('a', 0.9), measured('b', 0.9, { costPerSuccessUsd: 0.002 })])
    expect(prepareFront(near, 30)).toMatchObject({
      isLogarithmic: false,
      usdTicks: [0, 0.001, 0.002, 0.003, 0.004],
    })
    const free = coding([measured('a', 0.9), measured('b', 0.9, { costPerSuccessUsd: 0 })])
    expect(prepareFront(free, 30).isLogarithmic).toBe(false)
  })

  test('A41 the wide interval of three calls does not flatten the others', () => {
    expect(chart.percentTicks[0]).toBe(60)
    expect(chart.dots[0]).toMatchObject({ low: 30, high: 99, reach: [20, 19] })
  })

  test('A41 the words of two dots side by side do not stand in the same place', () => {
    const beside = coding([
      measured('a', 0.95, { costPerSuccessUsd: 0.0092, chosenFor: ['quality'] }),
      measured('b', 0.945, { costPerSuccessUsd: 0.0085, chosenFor: ['balanced'] }),
      measured('c', 0.8, { costPerSuccessUsd: 0.001, chosenFor: ['cost'] }),
    ])
    expect(prepareFront(beside, 30).dots.map(({ words }) => words)).toEqual([
      { isLeft: false, isBelow: false },
      { isLeft: true, isBelow: true },
      { isLeft: true, isBelow: false },
    ])
  })

  test('A41 a task without a price or without an arm is still prepared', () => {
    const unpriced = prepareFront(coding([measured('a', 0.9, { costPerSuccessUsd: null })]), 30)
    expect(unpriced).toMatchObject({ dots: [], line: [], usdTicks: [0] })
    expect(prepareFront(coding([]), 30).title).toBe('No model has enough evidence for coding yet')
  })
})

describe('A41 the finding', () => {
  test('A41 names the cheapest model that is not certainly worse than the best', () => {
    expect(chart.title).toBe(
      'gpt-5.6-mini is not certainly worse for coding than gpt-5.6, at $0.0011 instead of $0.012 per success',
    )
  })

  test('A41 says when the best is worth its price, and when it is the cheapest as well', () => {
    const best = measured('best', 0.95)
    expect(titleOf(measured('weak', 0.6, { costPerSuccessUsd: 0.001 }), best)).toBe(
      'best is worth its price for coding: 95.0% good answers, more than any cheaper model for certain',
    )
    expect(titleOf(measured('near', 0.88, { costPerSuccessUsd: 0.001 }), best)).toMatch(
      /^best is worth its price/,
    )
    expect(titleOf(measured('near', 0.9, { costPerSuccessUsd: 0.001 }), best)).toMatch(
      /^near is not certainly/,
    )
    expect(titleOf(best, measured('dear', 0.94, { costPerSuccessUsd: 0.01 }))).toBe(
      'No model is better or cheaper for coding than best: 95.0% good answers at $0.004 per success',
    )
  })

  test('A41 claims nothing of a model with too few calls, of an only one, or of an unknown price', () => {
    const early = measured('early', 0.99, { isEnough: false, costPerSuccessUsd: 0.0001 })
    expect(titleOf(early)).toBe('No model has enough evidence for coding yet')
    expect(titleOf(early, measured('only', 0.9))).toBe(
      'Only only has enough evidence for coding: 90.0% good answers',
    )
    expect(titleOf(measured('best', 0.95, { costPerSuccessUsd: null }), measured('b', 0.9))).toBe(
      'best has the best record for coding (95.0%); what it costs is unknown',
    )
  })
})
