import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import { qualityScore } from '@/lib/recommender/quality-score'

describe('quality score', () => {
  test.each([
    [100, 100, 0, 100],
    [90, 80, 2000, 0.4 * 90 + 0.4 * 80 + 0.2 * 80],
    [95, null, 1500, (0.4 * 95 + 0.2 * 85) / 0.6],
    [90, 80, 10_000, 68],
    [90, 80, 60_000, 68],
    [100, null, 0, 100],
    [0, 0, 5000, 10],
    [0, null, null, 0],
  ])(
    'A31 success %s, satisfaction %s, %s ms score %s',
    (successRate, satisfactionRate, avgResponseTimeMs, score) => {
      expect(qualityScore({ successRate, satisfactionRate, avgResponseTimeMs })).toBeCloseTo(score, 12)
    },
  )

  test('A31 stays within 0–100 and grows with every rate and with speed', () => {
    const random = xoroshiro128plus(3)
    for (let round = 0; round < 2000; round++) {
      const successRate = 100 * uniformFloat64(random)
      const satisfactionRate = round % 3 === 0 ? null : 100 * uniformFloat64(random)
      const avgResponseTimeMs = 15_000 * uniformFloat64(random)
      const score = qualityScore({ successRate, satisfactionRate, avgResponseTimeMs })
      expect(score).toBeGreaterThanOrEqual(0)
      expect(score).toBeLessThanOrEqual(100)
      const better = { successRate: (successRate + 100) / 2, satisfactionRate, avgResponseTimeMs }
      expect(qualityScore(better)).toBeGreaterThanOrEqual(score)
      const slower = { successRate, satisfactionRate, avgResponseTimeMs: avgResponseTimeMs + 500 }
      expect(qualityScore(slower)).toBeLessThanOrEqual(score)
    }
  })
})
