import type { TaskContext } from '@/lib/recommender/task-context'
import { splitCode } from '@/lib/text/split-code'
import { taskTypeOf } from '@/lib/text/task-type'
import type { Complexity } from '@/lib/vocabulary'

const MEDIUM_FROM = 2
const COMPLEX_FROM = 5

const DEPTH =
  /\b(?:in[- ]depth|in detail|detailed|comprehensive|thorough(?:ly)?|exhaustive|production[- ](?:ready|grade)|scalable|end[- ]to[- ]end|complete (?:implementation|guide|application|system)|from scratch|architecture|distributed|concurren\w+|fault[- ]tolerant|multi-?step|edge cases?|trade-?offs?|prove|proof|optimi[sz]e|refactor|migrat\w+|design (?:a|an|the) (?:\w+ ){0,3}(?:system|architecture|schema|protocol|study|experiment)|business plan|research|literature|critically|step[- ]by[- ]step)\b/g
const CONSTRAINT =
  /\b(?:must|should(?: not)?|at least|at most|no more than|without|ensure|make sure|only|exactly|each|include|including|also|additionally|then|finally|as well as|constraints?|requirements?)\b/g
const BREVITY =
  /\b(?:briefly|in (?:one|a single|1|two|2) (?:word|sentence|line|paragraph)s?|one[- ]liner|short(?:ly)?|quick(?:ly)?|simple|simply|just|tl;?dr|yes or no|eli5)\b/g

/** How much a message asks of a model, from its length, its parts and constraints, code, attachments and tools (A36). */
export function complexityOf(context: TaskContext): Complexity {
  const { prose, codeLines, hasTrace } = splitCode(context.messageContent)
  const text = prose.toLowerCase()
  const score =
    sizeOf(text) +
    partsOf(text) +
    Math.min(3, 1.2 * count(text, DEPTH)) +
    Math.min(2, 0.25 * count(text, CONSTRAINT)) -
    Math.min(2, 0.75 * count(text, BREVITY)) +
    Math.min(3, codeLines / 15) +
    (hasTrace ? 0.5 : 0) +
    materialOf(context) +
    baseOf(context)
  if (score >= COMPLEX_FROM) return 'complex'
  return score >= MEDIUM_FROM ? 'medium' : 'simple'
}

/** One point for each doubling beyond twenty words; scripts without spaces count two characters as a word. */
function sizeOf(text: string): number {
  const unspaced = text.match(/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g)?.length ?? 0
  const words = (text.match(/\S+/g)?.length ?? 0) + unspaced / 2
  return Math.min(5, Math.max(0, Math.log2(words / 20)))
}

/** Questions and listed steps beyond the first. */
function partsOf(text: string): number {
  const questions = text.match(/\?/g)?.length ?? 0
  const steps = text.match(/^[ \t]*(?:\d+[.)]|[-*•]) /gm)?.length ?? 0
  return Math.min(2.5, 0.6 * Math.max(0, questions - 1) + 0.5 * steps)
}

function materialOf({ attachments = [], tools = [] }: TaskContext): number {
  const bytes = attachments.reduce((sum, { size = 0 }) => sum + size, 0)
  return (
    Math.min(2, attachments.length) +
    Math.min(2, Math.max(0, Math.log10((bytes + 1) / 100_000))) +
    Math.min(2, 0.5 * tools.length)
  )
}

/** Some tasks are never quite simple. */
function baseOf(context: TaskContext): number {
  const taskType = taskTypeOf(context)
  if (taskType === 'reasoning' || taskType === 'coding') return 1
  return taskType === 'analysis' || taskType === 'file_processing' ? 0.75 : 0
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
