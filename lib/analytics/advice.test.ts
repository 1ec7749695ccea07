import { randomNormal } from 'd3-random'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import { type AdviceCell, advise } from '@/lib/analytics/advice'
import { COMPLEXITIES, type TaskType } from '@/lib/vocabulary'

const cell = (part: Partial<AdviceCell>): AdviceCell => {
  const calls = part.calls ?? 400
  const successes = part.successes ?? Math.round(0.97 * calls)
  return {
    provider: 'acme',
    model: 'usual',
    taskType: 'coding',
    complexity: 'simple',
    calls,
    successes,
    thumbsUp: Math.round(0.08 * calls),
    thumbsDown: Math.round(0.02 * calls),
    timedCalls: successes,
    logMeanMs: Math.log(2000),
    logVarMs: 0.25,
    costUsd: 0.01 * calls,
    pricedSuccesses: successes,
    ...part,
  }
}
const kindsOf = (cells: AdviceCell[]) => advise({ cells }).map(({ kind }) => kind)
const sentencesOf = (cells: AdviceCell[]) => advise({ cells }).map(({ sentence }) => sentence)

describe('a real difference is told, with its figures and its calls', () => {
  test('A17 how many times faster for simple tasks', () => {
    const [advice, ...rest] = advise({
      cells: [cell({ calls: 600 }), cell({ model: 'quick', logMeanMs: Math.log(500) })],
    })
    expect(advice).toEqual({
      kind: 'faster',
      sentence:
        'For simple tasks quick answers 4.0 times as fast as usual (95% interval 3.8–4.3; 388 and 582 timed calls of the same tasks).',
      calls: 970,
      taskType: null,
      complexity: 'simple',
      model: 'quick',
    })
    expect(rest).toEqual([])
  })

  test('A17 which succeeds more often, and which less', () => {
    expect(sentencesOf([cell({ calls: 800 }), cell({ model: 'shaky', successes: 340 })])).toEqual([
      'For coding usual succeeds more often: 97.0% of 800 calls, against 85.0% of 400 with the other models.',
    ])
    const shaky = [
      cell({ calls: 800 }),
      cell({ model: 'other', calls: 790 }),
      cell({ model: 'shaky', successes: 340 }),
    ]
    expect(sentencesOf(shaky)[0]).toBe(
      'For coding shaky succeeds less often: 85.0% of 400 calls, against 97.0% of 1,590 with the other models.',
    )
  })

  test('A17 which one users prefer', () => {
    const cells = [
      cell({ calls: 2000, taskType: 'creative', thumbsUp: 120, thumbsDown: 80 }),
      cell({ calls: 600, taskType: 'creative', model: 'poet', thumbsUp: 58, thumbsDown: 2 }),
    ]
    expect(advise({ cells }).find(({ kind }) => kind === 'preferred')).toMatchObject({
      model: 'poet',
      calls: 260,
      sentence: expect.stringContaining(
        'users prefer poet: 96.7% thumbs up of 60 rated answers, against 60.0% thumbs up of 200 rated answers with the other models.',
      ),
    })
  })

  test('A17 which task is slow, each model compared with itself', () => {
    const cells = ['usual', 'other'].flatMap((model) => [
      cell({ model }),
      cell({ model, taskType: 'analysis', logMeanMs: Math.log(6000) }),
      cell({ model, taskType: 'general_chat' }),
    ])
    expect(sentencesOf(cells)).toEqual([
      'Analysis is slow: the same models take 3.0 times as long as for other tasks, typically 6.00 s (776 timed calls).',
    ])
  })

  test('A17 where satisfaction is low', () => {
    const cells = ['usual', 'other'].flatMap((model) => [
      cell({ model, calls: 1000 }),
      cell({ model, calls: 1000, taskType: 'reasoning', thumbsUp: 40, thumbsDown: 60 }),
    ])
    expect(sentencesOf(cells)).toEqual([
      'Satisfaction is low for reasoning: 40.0% thumbs up of 200 rated answers, against 80.0% thumbs up of 200 rated answers for other tasks.',
    ])
  })

  test('A17 cheaper at no detectable loss of quality', () => {
    const cells = [cell({ calls: 900 }), cell({ calls: 800, model: 'thrifty', costUsd: 1.6 })]
    expect(sentencesOf(cells)).toEqual([
      'For coding thrifty costs $0.0021 per successful call, usual $0.01, at no detectable loss of quality: success 97.0% of 800 against 97.0% of 900 calls (with 95% certainty less than 5 points lower), thumbs up 80.0% of 80 against 80.0% of 90 rated.',
    ])
  })

  test('A17 that one of two models fails more often is told once, and is no praise of it', () => {
    const told = advise({ cells: [cell({}), cell({ model: 'shaky', calls: 2000, successes: 1500 })] })
    expect(told.filter(({ kind }) => kind.endsWith('reliable'))).toEqual([
      expect.objectContaining({
        kind: 'less_reliable',
        sentence: expect.stringContaining('For coding shaky succeeds less often: 75.0% of 2,000 calls'),
      }),
    ])
  })
})

describe('what is not real is not told', () => {
  test('A17 cheap with a loss of quality is no advice, nor is cheap without the calls to show it', () => {
    const usual = cell({ calls: 2000 })
    expect(kindsOf([usual, cell({ model: 'cheap', successes: 350, costUsd: 0.4 })])).not.toContain('cheaper')
    expect(
      kindsOf([usual, cell({ model: 'cheap', thumbsUp: 10, thumbsDown: 30, costUsd: 0.4 })]),
    ).not.toContain('cheaper')
    expect(kindsOf([usual, cell({ model: 'cheap', calls: 40, successes: 39, costUsd: 0.04 })])).not.toContain(
      'cheaper',
    )
  })

  test('A17 a model that gets the harder calls is not blamed for them', () => {
    const cells = [
      cell({ complexity: 'simple', calls: 2000, successes: 1980 }),
      cell({ complexity: 'complex', calls: 200, successes: 160, logMeanMs: Math.log(9000) }),
      cell({ model: 'strong', complexity: 'simple', calls: 200, successes: 198 }),
      cell({
        model: 'strong',
        complexity: 'complex',
        calls: 2000,
        successes: 1600,
        logMeanMs: Math.log(9000),
      }),
    ]
    expect(kindsOf(cells)).toEqual(['not_enough_evidence'])
  })

  test('A17 figures that point the other way than the comparison like with like are not told', () => {
    const cells = [
      cell({ complexity: 'simple', calls: 2000, successes: 1900 }),
      cell({ complexity: 'complex', calls: 300, successes: 150 }),
      cell({ model: 'strong', complexity: 'simple', calls: 300, successes: 300 }),
      cell({ model: 'strong', complexity: 'complex', calls: 2000, successes: 1300 }),
    ]
    expect(kindsOf(cells).filter((kind) => kind.endsWith('reliable'))).toEqual([])
  })

  test('A17 without any difference fewer than one page in twenty makes a claim', () => {
    const random = xoroshiro128plus(17)
    const uniform = () => uniformFloat64(random)
    const normal = randomNormal.source(uniform)(0, 1)
    const binomial = (n: number, p: number) => {
      let hits = 0
      for (let draw = 0; draw < n; draw++) if (uniform() < p) hits++
      return hits
    }
    const tasks: TaskType[] = ['coding', 'analysis', 'creative', 'general_chat']
    let claims = 0
    for (let page = 0; page < 150; page++) {
      const cells = ['a', 'b', 'c', 'd', 'e'].flatMap((model, index) =>
        tasks.flatMap((taskType) =>
          COMPLEXITIES.map((complexity) => {
            const calls = 20 + 15 * index
            const successes = binomial(calls, 0.93)
            const thumbsUp = binomial(Math.round(calls / 10), 0.8)
            const logMeanMs = 7.6 + (normal() * 0.6) / Math.sqrt(successes)
            // A normal stand-in for the chi-squared spread of a sample variance.
            const logVarMs = 0.36 * Math.max(0.2, 1 + normal() * Math.sqrt(2 / (successes - 1)))
            const thumbsDown = Math.round(calls / 10) - thumbsUp
            return cell({
              model,
              taskType,
              complexity,
              calls,
              successes,
              thumbsUp,
              thumbsDown,
              logMeanMs,
              logVarMs,
            })
          }),
        ),
      )
      if (kindsOf(cells)[0] !== 'not_enough_evidence') claims++
    }
    expect(claims / 150).toBeLessThan(0.08)
  })
})

test('A17 at most eight sentences, two of a kind, most useful first, whatever the order of the cells', () => {
  const tasks: TaskType[] = ['coding', 'analysis', 'creative', 'general_chat', 'reasoning']
  const cells = tasks.flatMap((taskType, row) =>
    ['a', 'b', 'c'].map((model, column) =>
      cell({
        taskType,
        model,
        calls: 3000 - 200 * column,
        successes: Math.round((3000 - 200 * column) * (0.99 - 0.03 * column - 0.01 * row)),
        thumbsUp: 200 - 40 * column - 15 * row,
        thumbsDown: 20 + 40 * column + 15 * row,
        logMeanMs: 7 + row / 2 - column / 3,
        costUsd: 30 / (1 + 2 * column),
      }),
    ),
  )
  const advice = advise({ cells })
  expect(advice.length).toBeLessThanOrEqual(8)
  expect(advice.length).toBeGreaterThanOrEqual(5)
  for (const { kind, calls } of advice) {
    expect(advice.filter((other) => other.kind === kind).length).toBeLessThanOrEqual(2)
    expect(calls).toBeGreaterThan(0)
  }
  expect(advise({ cells: [...cells].reverse() })).toEqual(advice)
})

test('A17 a model served by two providers is told apart', () => {
  const cells = [cell({ calls: 900 }), cell({ provider: 'groq', logMeanMs: Math.log(300) })]
  expect(sentencesOf(cells)[0]).toContain('usual (groq) answers 6.7 times as fast as usual (acme)')
})

describe('too little data', () => {
  test('A17 no call', () => {
    expect(advise({ cells: [] })).toEqual([
      {
        kind: 'not_enough_evidence',
        sentence:
          'No calls have ended yet: telling two models apart takes about 430 calls of the same task with each.',
        calls: 0,
        taskType: null,
        complexity: null,
        model: null,
      },
    ])
  })

  test('A17 one model only', () => {
    expect(sentencesOf([cell({ calls: 12 })])).toEqual([
      'Only usual has answered so far (12 calls for coding): there is nothing to compare it with until a second model gets the same task.',
    ])
  })

  test('A17 two models with few calls: how many would settle it', () => {
    const cells = [cell({ calls: 40, successes: 38 }), cell({ model: 'other', calls: 20, successes: 17 })]
    expect(advise({ cells })).toMatchObject([{ kind: 'not_enough_evidence', calls: 60, taskType: 'coding' }])
    expect(sentencesOf(cells)).toEqual([
      'Not enough evidence for a difference between models yet. The two most used for coding succeed in 95.0% of 40 calls (usual) and 85.0% of 20 (other); telling 95.0% from 85.0% would take about 140 calls with each.',
    ])
  })

  test('A17 all alike so far: the calls that a relevant difference would take', () => {
    const cells = [cell({ calls: 30, successes: 30 }), cell({ model: 'other', calls: 30, successes: 30 })]
    expect(sentencesOf(cells)[0]).toContain('telling 99.0% from 94.0% would take about')
    expect(sentencesOf(cells)[0]).not.toMatch(/NaN|Infinity/)
  })
})
