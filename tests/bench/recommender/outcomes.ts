import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { UsageError } from '../usage-error'

/** One model's answer to one prompt; NaN where the file says nothing. */
export type OutcomeRow = {
  prompt: number
  model: number
  /** 0–1; from 0.5 on a success. */
  score: number
  inputTokens: number
  outputTokens: number
  costUsd: number
  latencyMs: number
}

export type Outcomes = {
  models: string[]
  tasks: string[]
  /** The task of each prompt. */
  taskOf: number[]
  rows: OutcomeRow[]
}

const COLUMNS = [
  'prompt_id',
  'task',
  'model',
  'score',
  'input_tokens',
  'output_tokens',
  'cost_usd',
  'latency_ms',
] as const

/** Reads outcomes of models, packed with gzip or plain. @throws UsageError */
export function readOutcomes(path: string): Outcomes {
  return parseOutcomes(textOf(path))
}

function textOf(path: string): string {
  try {
    const bytes = readFileSync(path)
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b
    return (isPacked ? gunzipSync(bytes) : bytes).toString('utf8')
  } catch (error) {
    throw new UsageError(`--data ${path} cannot be read: ${(error as Error).message}.`, { cause: error })
  }
}

/** A prompt is a task and an id; blank lines are passed over. @throws UsageError */
export function parseOutcomes(text: string): Outcomes {
  const [head = '', ...lines] = text.split(/\r?\n/)
  const places = COLUMNS.map((column) => fieldsOf(head).indexOf(column))
  const missing = COLUMNS.filter((_, index) => places[index] === -1)
  if (missing.length > 0) throw new UsageError(`The file of --data lacks the column ${missing.join(', ')}.`)

  const models = new Numbering()
  const tasks = new Numbering()
  const prompts = new Numbering()
  const taskOf: number[] = []
  const rows: OutcomeRow[] = []
  for (const [index, line] of lines.entries()) {
    if (line === '') continue
    const fields = fieldsOf(line)
    const cells = places.map((place) => fields[place] ?? '')
    const [promptId = '', taskName = '', modelName = '', ...texts] = cells
    const numbers = texts.map((cell) => (cell === '' ? Number.NaN : Number(cell)))
    const bad = texts.findIndex((cell, at) => cell !== '' && !Number.isFinite(numbers[at]))
    if (bad !== -1)
      throw new UsageError(
        `Line ${index + 2} of the file of --data holds no number as ${COLUMNS[bad + 3]}: "${texts[bad]}".`,
      )
    const [score = 0, inputTokens = 0, outputTokens = 0, costUsd = 0, latencyMs = 0] = numbers
    const task = tasks.of(taskName)
    const prompt = prompts.of(`${task} ${promptId}`)
    taskOf[prompt] = task
    const model = models.of(modelName)
    rows.push({ prompt, model, score, inputTokens, outputTokens, costUsd, latencyMs })
  }
  return { models: models.names, tasks: tasks.names, taskOf, rows }
}

/** Numbers names in the order in which they come. */
class Numbering {
  readonly names: string[] = []
  private readonly numbers = new Map<string, number>()

  of(name: string): number {
    const known = this.numbers.get(name)
    if (known !== undefined) return known
    this.numbers.set(name, this.names.length)
    return this.names.push(name) - 1
  }
}

function fieldsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',')
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  )
}
