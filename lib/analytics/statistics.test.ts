import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import { fisherTest, normalTail, studentQuantile95, studentTail } from '@/lib/analytics/distributions'
import {
  holm,
  type LogTimes,
  notInferiorTest,
  pooledTimes,
  stratifiedProportionTest,
  stratifiedTimeRatio,
  timeRatio,
  twoProportionTest,
  wilsonInterval,
} from '@/lib/analytics/statistics'

describe('tails, against SciPy 1.17', () => {
  test.each([
    [0, 1],
    [0.1, 0.920344325445942],
    [1, 0.31731050786291415],
    [-1.7, 0.08913092551708608],
    [1.959963984540054, 0.05],
    [5, 5.733031437583866e-7],
    [10, 1.523970604832094e-23],
  ])('A17 normal tail beyond %s', (z, tail) => {
    expect(normalTail(z) / tail).toBeCloseTo(1, 12)
  })

  test.each([
    [2.228138851964939, 10, 0.05000000000180864],
    [-1.8608, 17.776, 0.07939657813977986],
    [0.3, 1.5, 0.8004721968035851],
    [5, 200, 1.2501981277715407e-6],
    [12.7, 1, 0.050024327689344165],
    [30, 3000.5, 3.6543209169854684e-173],
  ])('A17 Student tail beyond %s with %s degrees', (t, degrees, tail) => {
    expect(studentTail(t, degrees) / tail).toBeCloseTo(1, 9)
  })

  test.each([
    [1, 12.706204736174694],
    [2.5, 3.5746548420036817],
    [17.776, 2.102821310380221],
    [1000, 1.9623390808264083],
  ])('A17 Student quantile with %s degrees', (degrees, quantile) => {
    expect(studentQuantile95(degrees)).toBeCloseTo(quantile, 8)
  })

  test.each([
    [3, 4, 1, 4, 0.48571428571428565], // Fisher's tea taster
    [10, 12, 3, 18, 0.0005367241191434357],
    [498, 500, 470, 479, 0.03404606220746469],
    [0, 5, 4, 5, 0.04761904761904762],
  ])('A17 Fisher %s of %s against %s of %s', (a, m, b, n, p) => {
    expect(fisherTest(a, m, b, n)).toBeCloseTo(p, 12)
  })
})

describe('shares', () => {
  // Newcombe 1998, Statistics in Medicine 17, table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('A15 Wilson interval of %s of %s', (hits, total, low, high) => {
    const interval = wilsonInterval({ hits, total })
    expect(interval?.low).toBeCloseTo(low, 4)
    expect(interval?.high).toBeCloseTo(high, 4)
  })

  test('A15 no call has no interval; all or nothing stays within 0–1', () => {
    expect(wilsonInterval({ hits: 0, total: 0 })).toBeNull()
    expect(wilsonInterval({ hits: 7, total: 7 })?.high).toBe(1)
  })

  test('A17 aspirin and heart attacks: 189 of 11,034 against 104 of 11,037 (Agresti, Categorical Data Analysis 2.1)', () => {
    const p = twoProportionTest({ hits: 189, total: 11_034 }, { hits: 104, total: 11_037 })
    expect(p / 5.691896973740836e-7).toBeCloseTo(1, 9)
  })

  test('A17 few expected hits are tested exactly', () => {
    expect(twoProportionTest({ hits: 10, total: 12 }, { hits: 3, total: 18 })).toBeCloseTo(
      0.0005367241191434357,
      12,
    )
    expect(twoProportionTest({ hits: 498, total: 500 }, { hits: 470, total: 479 })).toBeLessThan(0.05)
  })

  test('A17 nothing to compare is no difference', () => {
    expect(twoProportionTest({ hits: 0, total: 0 }, { hits: 3, total: 4 })).toBe(1)
    expect(twoProportionTest({ hits: 4, total: 4 }, { hits: 9, total: 9 })).toBe(1)
  })
})

describe('strata', () => {
  // Admissions to Berkeley 1973 by department, men and women; R: mantelhaen.test(UCBAdmissions), p = 0.2323.
  const berkeley = [
    [512, 825, 89, 108],
    [353, 560, 17, 25],
    [120, 325, 202, 593],
    [138, 417, 131, 375],
    [53, 191, 94, 393],
    [22, 373, 24, 341],
  ].map(
    ([men = 0, allMen = 0, women = 0, allWomen = 0]) =>
      [
        { hits: men, total: allMen },
        { hits: women, total: allWomen },
      ] as const,
  )

  test('A17 a difference that comes from the mix of tasks is none', () => {
    expect(stratifiedProportionTest(berkeley)).toBeCloseTo(0.2323, 4)
    expect(twoProportionTest({ hits: 1198, total: 2691 }, { hits: 557, total: 1835 })).toBeLessThan(1e-20)
  })

  test('A17 a stratum that only one side has says nothing', () => {
    const lonely = [
      { hits: 0, total: 900 },
      { hits: 0, total: 0 },
    ] as const
    expect(stratifiedProportionTest([...berkeley, lonely])).toBe(stratifiedProportionTest(berkeley))
  })

  test('A17 too few calls for the approximation give no answer rather than a bold one', () => {
    const thin = [
      { hits: 2, total: 2 },
      { hits: 0, total: 2 },
    ] as const
    expect(stratifiedProportionTest([thin, thin])).toBeNull()
  })
})

const moments = (times: readonly number[]): LogTimes => {
  const logMean = times.reduce((sum, time) => sum + time, 0) / times.length
  const squares = times.reduce((sum, time) => sum + (time - logMean) ** 2, 0)
  return { count: times.length, logMean, logVariance: squares / (times.length - 1) }
}

describe('times', () => {
  // Student's sleep data; R: t.test(extra ~ group, data = sleep).
  const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]
  const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]

  test("A17 Welch's test gives R's p-value and interval", () => {
    const answer = timeRatio(moments(first), moments(second))
    expect(answer?.pValue).toBeCloseTo(0.0793941401873583, 9)
    expect(Math.log(answer?.ratio ?? 0)).toBeCloseTo(-1.58, 9)
    expect(Math.log(answer?.low ?? 0)).toBeCloseTo(-3.3654832, 6)
    expect(Math.log(answer?.high ?? 0)).toBeCloseTo(0.2054832, 6)
  })

  test('A17 swapping the sides turns the ratio over', () => {
    const there = timeRatio(moments(first), moments(second))
    const back = timeRatio(moments(second), moments(first))
    expect((there?.ratio ?? 0) * (back?.ratio ?? 0)).toBeCloseTo(1, 12)
    expect((there?.low ?? 0) * (back?.high ?? 0)).toBeCloseTo(1, 9)
  })

  test('A17 strata cancel what makes one kind of call slow', () => {
    const slower = (times: readonly number[]) => moments(times.map((time) => time + 10))
    const answer = stratifiedTimeRatio([
      [moments(first), moments(second)],
      [slower(first), slower(second)],
    ])
    expect(Math.log(answer?.ratio ?? 0)).toBeCloseTo(-1.58, 9)
  })

  test('A17 one time alone proves nothing', () => {
    expect(timeRatio(moments(first), { count: 1, logMean: 5, logVariance: 0 })).toBeNull()
  })

  test('A17 moments of parts pool to the moments of the whole', () => {
    const pooled = pooledTimes([moments(first), moments(second), { count: 0, logMean: 0, logVariance: 0 }])
    const whole = moments([...first, ...second])
    expect(pooled.count).toBe(20)
    expect(pooled.logMean).toBeCloseTo(whole.logMean, 12)
    expect(pooled.logVariance).toBeCloseTo(whole.logVariance, 12)
  })
})

test('A17 not inferior: 485 of 500 against 490 of 500 by 5 points, but not 40 of 50 against all of 50 (SciPy)', () => {
  expect(
    notInferiorTest(
      [
        [
          { hits: 485, total: 500 },
          { hits: 490, total: 500 },
        ],
      ],
      0.05,
    ),
  ).toBeCloseTo(4.3691597218766315e-5, 12)
  expect(
    notInferiorTest(
      [
        [
          { hits: 40, total: 50 },
          { hits: 50, total: 50 },
        ],
      ],
      0.05,
    ),
  ).toBeCloseTo(0.9913828262092738, 9)
})

test('A17 not inferior: a model that was given the harder calls is not blamed for them', () => {
  const easy = [
    { hits: 99, total: 100 },
    { hits: 990, total: 1000 },
  ] as const
  const hard = [
    { hits: 700, total: 1000 },
    { hits: 70, total: 100 },
  ] as const
  expect(notInferiorTest([easy, hard], 0.05)).toBeLessThan(0.01)
  expect(
    notInferiorTest(
      [
        [
          { hits: 799, total: 1100 },
          { hits: 1060, total: 1100 },
        ],
      ],
      0.05,
    ),
  ).toBeGreaterThan(0.99)
  expect(
    notInferiorTest(
      [
        [
          { hits: 0, total: 0 },
          { hits: 5, total: 5 },
        ],
      ],
      0.05,
    ),
  ).toBe(1)
})

describe('many comparisons', () => {
  test("A17 Holm's adjusted values as R's p.adjust(c(0.01, 0.04, 0.03, 0.005), 'holm')", () => {
    expect(holm([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(10)))).toEqual([
      0.03, 0.06, 0.06, 0.02,
    ])
    expect(holm([])).toEqual([])
  })

  test('A17 on data without any difference fewer than 5 % of pages make a claim', () => {
    const random = xoroshiro128plus(11)
    const draw = (total: number) => {
      let hits = 0
      for (let call = 0; call < total; call++) if (uniformFloat64(random) < 0.9) hits++
      return { hits, total }
    }
    let claims = 0
    for (let page = 0; page < 400; page++) {
      const pValues = Array.from({ length: 15 }, () => twoProportionTest(draw(60), draw(150)))
      if (holm(pValues).some((p) => p < 0.05)) claims++
    }
    expect(claims).toBeLessThan(400 * 0.07)
  })
})
