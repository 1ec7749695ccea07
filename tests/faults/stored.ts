import { expect } from 'vitest'
import { adminOf } from '../recorded-calls'
import type { Project } from '../start-project'
import { countCalls } from '../stored-calls'
import type { Reporter } from './reporter'

const PAGE = 1000
type Api = Pick<Project, 'url' | 'secretKey'>

/** Numbers of the team's reported calls, in no order, each as often as it is stored. */
async function storedNumbers(project: Api, teamId: string): Promise<number[]> {
  const numbers: number[] = []
  for (;;) {
    const { data, error } = await adminOf(project)
      .from('model_performance_metrics')
      .select('n:metadata->n')
      .eq('team_id', teamId)
      .eq('source', 'api')
      .order('timestamp')
      .order('id')
      .range(numbers.length, numbers.length + PAGE - 1)
    if (error) throw error
    numbers.push(...data.map(({ n }) => Number(n)))
    if (data.length < PAGE) return numbers
  }
}

/** Every acknowledged call is stored once, every other at most once. Waits two minutes at most, and for no more to come. */
export async function expectOnce(project: Api, teamId: string, { acknowledged, sent }: Reporter) {
  const giveUpAt = Date.now() + 120_000
  let before = -1
  for (;;) {
    const count = await countCalls(project, teamId)
    if ((count >= acknowledged.size && count === before) || Date.now() > giveUpAt) break
    before = count
    await new Promise((resolve) => setTimeout(resolve, 2000))
  }
  const numbers = await storedNumbers(project, teamId)
  const stored = new Set(numbers)
  expect(acknowledged.size).toBeGreaterThan(0)
  expect([...acknowledged].filter((n) => !stored.has(n))).toEqual([])
  expect(numbers.length).toBe(stored.size)
  expect(Math.max(...numbers)).toBeLessThan(sent)
}
