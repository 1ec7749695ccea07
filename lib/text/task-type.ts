import type { TaskContext } from '@/lib/recommender/task-context'
import { type SplitMessage, splitCode } from '@/lib/text/split-code'
import { TASK_RULES } from '@/lib/text/task-rules'
import type { TaskType } from '@/lib/vocabulary'

export type TaskScore = {
  taskType: TaskType
  score: number
  /** The signs that were found. */
  because: string[]
}

type Sign = { taskType: TaskType; weight: number; because: string }

/** A message with less than this for any task is talk. */
const LEAST_SCORE = 2
/** In a longer text the request stands at the beginning or at the end; between is what it is about. */
const REQUEST = 600
const LONG = 1500

/** Among equals the earlier wins. */
const PRECEDENCE: readonly TaskType[] = [
  'file_processing',
  'coding',
  'reasoning',
  'function_calling',
  'creative',
  'other',
  'analysis',
  'general_chat',
]

/** What the user wants, from the message, code in it, attachments and tools (A36). */
export function taskTypeOf(context: TaskContext): TaskType {
  const best = taskScores(context)[0]
  if (best && best.score >= LEAST_SCORE) return best.taskType
  return /\p{L}/u.test(context.messageContent) ? 'general_chat' : 'other'
}

/** Every task type with a sign for it, the likeliest first, with what speaks for it. */
export function taskScores(context: TaskContext): TaskScore[] {
  const split = splitCode(context.messageContent)
  const prose = split.prose.toLowerCase().replaceAll(/[’‘]/g, "'").trim()
  const request = prose.length > LONG ? `${prose.slice(0, REQUEST)}\n${prose.slice(-REQUEST)}` : prose
  const signs = [
    ...TASK_RULES.filter(({ pattern }) => pattern.test(request)),
    ...signsOfContext(context),
    ...signsOfCode(context, split),
    ...signsOfShape(prose),
  ]
  return PRECEDENCE.map((taskType) => {
    const found = signs.filter((sign) => sign.taskType === taskType)
    const score = found.reduce((sum, sign) => sum + sign.weight, 0)
    return { taskType, score, because: found.map((sign) => sign.because) }
  })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
}

function signsOfContext({ attachments = [], tools = [] }: TaskContext): Sign[] {
  const signs: Sign[] = []
  const sources = attachments.filter(({ name }) =>
    /\.(?:[cm]?[jt]sx?|py|rs|go|java|kt|cs|cpp|c|h|rb|php|swift|sql|sh)$/i.test(name),
  )
  if (attachments.length > 0) {
    signs.push(
      sources.length === attachments.length
        ? { taskType: 'coding', weight: 6, because: 'attaches source code' }
        : { taskType: 'file_processing', weight: 7, because: 'attaches a file' },
    )
  }
  if (tools.length > 0) signs.push({ taskType: 'function_calling', weight: 6, because: 'offers tools' })
  return signs
}

function signsOfCode(context: TaskContext, { codeLines, hasTrace }: SplitMessage): Sign[] {
  const signs: Sign[] = []
  if (codeLines > 0 || context.hasCodeContent) {
    signs.push({
      taskType: 'coding',
      weight: codeLines > 2 || context.hasCodeContent ? 5 : 3,
      because: 'contains code',
    })
  }
  if (hasTrace) signs.push({ taskType: 'coding', weight: 4, because: 'contains an error or stack trace' })
  return signs
}

const NUMBER =
  /(?<![\w.])\$?\d[\d,.]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|half|twice|double|third)\b/g
const QUANTITY =
  /\d ?(?:%|°|(?:c|k|m)?m|km\/h|mph|m\/s|k?g|(?:millilit|lit|met|kilomet)(?:re|er)s?|miles?|feet|inches|kilograms?|pounds?|dollars?|euros?|cents?|hours?|minutes?|seconds?|days?|weeks?|years?|apples|people|workers|machines)\b|\$\d|\d%/g
const ASKS_QUANTITY =
  /\bhow (?:many|much|old|far|long|fast|tall)\b|\bwhat (?:is|was|are|would|will|percentage|fraction|time)\b|\bfind\b|\bdetermine\b/

function signsOfShape(prose: string): Sign[] {
  if (prose.length > LONG) return [{ taskType: 'analysis', weight: 2, because: 'pastes a long text' }]
  const signs: Sign[] = []
  if (count(prose, NUMBER) >= 2 && ASKS_QUANTITY.test(prose)) {
    signs.push({ taskType: 'reasoning', weight: 2.5, because: 'asks for a quantity from numbers' })
  }
  if (count(prose, QUANTITY) >= 2 && prose.includes('?')) {
    signs.push({ taskType: 'reasoning', weight: 2.5, because: 'asks about measures' })
  }
  return signs
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
