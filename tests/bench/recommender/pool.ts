import { UsageError } from '../usage-error'
import type { Outcomes } from './outcomes'

/**
 * What every model of the pool did on every prompt that all of them answered: `[prompt × models + model]`.
 * Where a model's answer has no cost or latency, it has the model's mean; NaN where the model has none at all.
 */
export type Pool = {
  models: readonly string[]
  tasks: number
  prompts: number
  /** The task of each prompt. */
  taskOf: Uint16Array
  success: Uint8Array
  inputTokens: Float64Array
  outputTokens: Float64Array
  costUsd: Float64Array
  latencyMs: Float64Array
}

/** The models of which the file knows a cost, in its order. */
export function pricedModels({ models, rows }: Outcomes): string[] {
  const priced = new Set(rows.filter(({ costUsd }) => !Number.isNaN(costUsd)).map(({ model }) => model))
  return models.filter((_, model) => priced.has(model))
}

/** @throws UsageError when a model is unknown or no prompt was answered by all. */
export function poolOf(outcomes: Outcomes, models: readonly string[]): Pool {
  const unknown = models.filter((model) => !outcomes.models.includes(model))
  if (unknown.length > 0) throw new UsageError(`The file of --data has no model ${unknown.join(', ')}.`)
  const placeOf = outcomes.models.map((model) => models.indexOf(model))
  const answered = outcomes.rows.filter(({ model, score }) => placeOf[model] !== -1 && !Number.isNaN(score))

  const answeredBy = outcomes.taskOf.map(() => new Set<number>())
  for (const { prompt, model } of answered) answeredBy[prompt]?.add(model)
  const common = answeredBy.flatMap((by, prompt) => (by.size === models.length ? [prompt] : []))
  if (common.length === 0) throw new UsageError('No prompt of --data was answered by all models of the pool.')
  const tasks = [...new Set(common.map((prompt) => outcomes.taskOf[prompt]))]

  const cells = () => new Float64Array(common.length * models.length).fill(Number.NaN)
  const pool: Pool = {
    models,
    tasks: tasks.length,
    prompts: common.length,
    taskOf: Uint16Array.from(common, (prompt) => tasks.indexOf(outcomes.taskOf[prompt])),
    success: new Uint8Array(common.length * models.length),
    inputTokens: cells(),
    outputTokens: cells(),
    costUsd: cells(),
    latencyMs: cells(),
  }
  const placeOfPrompt = new Map(common.map((prompt, place) => [prompt, place]))
  for (const row of answered) {
    const place = placeOfPrompt.get(row.prompt)
    if (place === undefined) continue
    const cell = place * models.length + (placeOf[row.model] ?? 0)
    pool.success[cell] = row.score >= 0.5 ? 1 : 0
    for (const measure of MEASURES) pool[measure][cell] = row[measure]
  }
  for (const measure of MEASURES) fillBlanks(pool[measure], models.length)
  return pool
}

const MEASURES = ['inputTokens', 'outputTokens', 'costUsd', 'latencyMs'] as const

function fillBlanks(cells: Float64Array, models: number): void {
  for (let model = 0; model < models; model++) {
    const known = cells.filter((value, cell) => cell % models === model && !Number.isNaN(value))
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length
    for (let cell = model; cell < cells.length; cell += models)
      if (Number.isNaN(cells[cell])) cells[cell] = mean
  }
}

/** Each model's success rate on each task over all prompts, 0–1: `[task × models + model]`. */
export function meansOf({ models, tasks, prompts, taskOf, success }: Pool): Float64Array {
  const means = new Float64Array(tasks * models.length)
  for (const [task, share] of sharesOf({ tasks, prompts, taskOf }).entries()) {
    for (let prompt = 0; prompt < prompts; prompt++) {
      if (taskOf[prompt] !== task) continue
      for (let model = 0; model < models.length; model++)
        means[task * models.length + model] =
          at(means, task * models.length + model) +
          at(success, prompt * models.length + model) / (share * prompts)
    }
  }
  return means
}

/** The share of each task among the prompts. */
export function sharesOf({ tasks, prompts, taskOf }: Pick<Pool, 'tasks' | 'prompts' | 'taskOf'>): number[] {
  const counts = Array.from({ length: tasks }, () => 0)
  for (const task of taskOf) counts[task] = (counts[task] ?? 0) + 1
  return counts.map((count) => count / prompts)
}

/** Reads a typed array where the place is known to exist. */
export function at(cells: Uint8Array | Uint16Array | Uint32Array | Float64Array, place: number): number {
  return cells[place] ?? Number.NaN
}
