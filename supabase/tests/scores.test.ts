import { expect } from 'vitest'
import { qualityScore } from '@/lib/recommender/quality-score'
import { TASK_TYPES } from '@/lib/vocabulary'
import { onEveryDatabase } from './stories'

const RATES = [0, 0.1, 33.333333333333336, 50, 66.6, 99.99, 100]
const TIMES = [null, 0, 1, 333.25, 1234.5678, 9999.999, 10_000, 250_000]

onEveryDatabase('scores', (story) => {
  story('A31 the quality score is that of TypeScript within 1e-9, with and without a rating', async (db) => {
    const inputs = RATES.flatMap((successRate) =>
      [null, ...RATES].flatMap((satisfactionRate) =>
        TIMES.map((avgResponseTimeMs) => ({ successRate, satisfactionRate, avgResponseTimeMs })),
      ),
    )
    const rows = await db.as(
      'service_role',
      `select private.quality_score(
        (input ->> 'successRate')::float8, (input ->> 'satisfactionRate')::float8, (input ->> 'avgResponseTimeMs')::float8
      ) as score
      from jsonb_array_elements($1::jsonb) with ordinality as item (input, place) order by place`,
      [JSON.stringify(inputs)],
    )
    expect(rows).toHaveLength(inputs.length)
    for (const [index, input] of inputs.entries()) {
      expect(Math.abs(Number(rows[index]?.score) - qualityScore(input))).toBeLessThan(1e-9)
    }
  })

  story('A31 hand-known scores', async (db) => {
    const [row] = await db.sql(
      'select private.quality_score(90, 80, 2000) as rated, private.quality_score(90, null, 2000) as unrated',
    )
    expect(row?.rated).toBeCloseTo(84, 9)
    expect(row?.unrated).toBeCloseTo(52 / 0.6, 9)
  })

  story('A32 hand-known confidences', async (db) => {
    for (const [calls, successes, up, down, expected] of [
      [0, 0, 0, 0, 10],
      [5, 5, 0, 0, 45],
      [25, 20, 1, 1, 59],
      [50, 50, 3, 0, 100],
      [5000, 4850, 84, 16, 95.9],
    ]) {
      const [row] = await db.sql('select private.confidence($1, $2, $3, $4) as confidence', [
        calls,
        successes,
        up,
        down,
      ])
      expect(row?.confidence).toBeCloseTo(expected ?? Number.NaN, 9)
    }
  })

  story('A1 SQL and TypeScript know the same task types', async (db) => {
    const [row] = await db.sql('select private.task_types() as types')
    expect(row?.types).toEqual([...TASK_TYPES])
  })
})
