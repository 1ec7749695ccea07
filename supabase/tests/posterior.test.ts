import { expect } from 'vitest'
import { type Outcomes, Posterior } from '@/lib/recommender/posterior'
import { randomOutcomes } from './random-outcomes'
import { expectClose } from './reference'
import { onEveryDatabase, type StoryDatabase } from './stories'

type Rate = {
  provider: string
  model: string
  task_type: string
  task_complexity: string
  setting_calls: number
  success: number
  satisfaction: number
}

async function ratesOf(db: StoryDatabase, cells: readonly Outcomes[]): Promise<Rate[]> {
  const rows = cells.map(
    ({ provider, model, taskType, complexity, costUsd, inputTokens, outputTokens, weighted }) => ({
      provider,
      model,
      task_type: taskType,
      task_complexity: complexity,
      ...weighted,
      cost_usd: costUsd,
      tokens: inputTokens + outputTokens,
    }),
  )
  const [row] = await db.as(
    'service_role',
    `select coalesce(jsonb_agg(to_jsonb(rate)), '[]') as rates
    from private.posterior_rates(
      array(select cell from jsonb_populate_recordset(null::private.outcomes, $1::jsonb) as cell)
    ) as rate`,
    [JSON.stringify(rows)],
  )
  return rates(row?.rates)
}

/** A jsonb answer, which the driver has parsed already. */
function rates(value: unknown): Rate[] {
  return value as Rate[]
}

/** The same calls, of which all but one in twenty that failed succeed: success then leaves more to satisfaction. */
const reliable = (cells: readonly Outcomes[]): Outcomes[] =>
  cells.map(({ weighted, ...cell }) => ({
    ...cell,
    weighted: { ...weighted, successes: weighted.calls - (weighted.calls - weighted.successes) / 20 },
  }))

/** The same calls, rated by people who hardly ever say that an answer was good, or never. */
const grumbled = (cells: readonly Outcomes[], upsKept: number): Outcomes[] =>
  cells.map(({ weighted, ...cell }) => ({ ...cell, weighted: { ...weighted, ups: upsKept * weighted.ups } }))

const distinct = (cells: readonly Outcomes[], key: (cell: Outcomes) => string) => new Set(cells.map(key)).size

function expectParity(told: readonly Rate[], cells: readonly Outcomes[]) {
  const posterior = new Posterior(cells)
  const arms = distinct(cells, ({ provider, model }) => `${provider} ${model}`)
  const settings = distinct(cells, ({ taskType, complexity }) => `${taskType} ${complexity}`)
  expect(told).toHaveLength(arms * settings)
  for (const rate of told) {
    const { success, satisfaction } = posterior.expect(rate, rate.task_type, rate.task_complexity)
    expectClose(
      rate,
      { success: success.mean, satisfaction: satisfaction.mean },
      `${rate.model} ${rate.task_type} ${rate.task_complexity}`,
    )
  }
}

onEveryDatabase('the posterior', (story) => {
  story('A6 A9 its means are those of TypeScript, whatever the team', async (db) => {
    const teams = [
      { arms: 1, tasks: 1, density: 1, calls: 30 },
      { arms: 2, tasks: 1, density: 0.7, calls: 3 },
      { arms: 2, tasks: 8, density: 0.2, calls: 500 },
      { arms: 5, tasks: 3, density: 0.5, calls: 40 },
      { arms: 9, tasks: 8, density: 0.8, calls: 1000 },
      { arms: 20, tasks: 8, density: 1, calls: 60 },
    ]
    for (const [index, team] of teams.entries()) {
      for (const seed of [index, index + 100]) {
        const cells = randomOutcomes({ seed, ...team })
        const raters = [grumbled(cells, 0.2), grumbled(cells, 0), grumbled(cells, 20)]
        for (const told of [cells, reliable(cells), ...raters]) expectParity(await ratesOf(db, told), told)
      }
    }
  })

  story(
    'A9 a model of which nothing is known here takes what it did elsewhere, and no cells are no rates',
    async (db) => {
      const cell = (model: string, taskType: string, successes: number): Outcomes => ({
        provider: 'openai',
        model,
        taskType,
        complexity: 'medium',
        costUsd: 0,
        inputTokens: 0,
        outputTokens: 0,
        weighted: { calls: 50, successes, ups: 0, downs: 0 },
      })
      const cells = [
        cell('good', 'coding', 50),
        cell('bad', 'coding', 20),
        cell('middling', 'coding', 38),
        cell('middling', 'creative', 38),
      ]
      const told = await ratesOf(db, cells)
      const expected = (model: string) =>
        told.find((rate) => rate.model === model && rate.task_type === 'creative')?.success ?? Number.NaN
      expect(expected('good')).toBeGreaterThan(expected('middling'))
      expect(expected('middling')).toBeGreaterThan(expected('bad'))
      expect(told.find((rate) => rate.task_type === 'creative')?.setting_calls).toBe(50)
      expectParity(told, cells)
      expect(await ratesOf(db, [])).toEqual([])
    },
  )
})
