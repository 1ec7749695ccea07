import type { Arm, Complexity, TaskType } from '@/lib/vocabulary'

/** What the demo data tells: who asked for what, of which model, and what happened when. */

export const demoTeam = { name: 'Lantern & Quill', timeZone: 'Europe/Berlin' }
export const DEMO_DAYS = 90
/** Requests; retries make about 20,000 calls of them. */
export const DEMO_REQUESTS = 19_450
const DAY_MS = 86_400_000

export const demoProjects = ['Companion app', 'Rulebook assistant', 'Support desk'] as const
export type DemoProject = (typeof demoProjects)[number]

export const taskWeights: readonly (readonly [TaskType, number])[] = [
  ['general_chat', 0.27],
  ['coding', 0.24],
  ['analysis', 0.14],
  ['creative', 0.12],
  ['reasoning', 0.09],
  ['file_processing', 0.07],
  ['function_calling', 0.05],
  ['other', 0.02],
]

export const complexityWeights: Record<TaskType, readonly (readonly [Complexity, number])[]> = {
  general_chat: weights(0.7, 0.26, 0.04),
  coding: weights(0.32, 0.45, 0.23),
  analysis: weights(0.25, 0.5, 0.25),
  reasoning: weights(0.15, 0.45, 0.4),
  creative: weights(0.4, 0.45, 0.15),
  file_processing: weights(0.3, 0.5, 0.2),
  function_calling: weights(0.6, 0.35, 0.05),
  other: weights(0.5, 0.4, 0.1),
}

function weights(simple: number, medium: number, complex: number) {
  return [
    ['simple', simple],
    ['medium', medium],
    ['complex', complex],
  ] as const
}

/** How a harder question shows: longer waits, more tokens, more failures. */
export const complexityFactors: Record<Complexity, { time: number; tokens: number; failures: number }> = {
  simple: { time: 0.62, tokens: 0.55, failures: 0.8 },
  medium: { time: 1, tokens: 1, failures: 1 },
  complex: { time: 1.85, tokens: 1.9, failures: 1.5 },
}

/** Median input tokens. */
export const inputTokens: Record<TaskType, number> = {
  general_chat: 420,
  coding: 1900,
  analysis: 2400,
  reasoning: 900,
  creative: 600,
  file_processing: 6500,
  function_calling: 1300,
  other: 500,
}

type Usage = { arm: Arm; weight: number; loved: readonly TaskType[] }

const usages: readonly Usage[] = [
  { arm: { provider: 'openai', model: 'gpt-5.5' }, weight: 0.13, loved: ['reasoning', 'function_calling'] },
  {
    arm: { provider: 'openai', model: 'gpt-5.4-mini' },
    weight: 0.2,
    loved: ['general_chat', 'function_calling'],
  },
  { arm: { provider: 'anthropic', model: 'claude-opus-4-8' }, weight: 0.1, loved: ['coding', 'analysis'] },
  { arm: { provider: 'anthropic', model: 'claude-sonnet-5' }, weight: 0.2, loved: ['coding', 'creative'] },
  {
    arm: { provider: 'anthropic', model: 'claude-haiku-4-5' },
    weight: 0.14,
    loved: ['general_chat', 'other'],
  },
  {
    arm: { provider: 'google', model: 'gemini-3.5-flash' },
    weight: 0.14,
    loved: ['file_processing', 'analysis'],
  },
  { arm: { provider: 'google', model: 'gemini-3.1-flash-lite' }, weight: 0.09, loved: ['general_chat'] },
]

const newcomer: Arm = { provider: 'openai', model: 'gpt-5.6' }
const NEWCOMER_DAYS = 5
/** Of the requests in these days: a dozen calls over eight task types, too few to judge it by. */
const NEWCOMER_SHARE = 0.011

/** One afternoon somebody has the whole archive read in: a day that leads are alerted to. */
export const archiveImport = {
  email: 'ida@demo.augury.test',
  daysAgo: 3,
  /** The first one, local; one follows a minute. */
  hour: 13,
  requests: 170,
  arm: { provider: 'anthropic', model: 'claude-opus-4-8' },
  feature: 'rulebook_import',
  project: 'Rulebook assistant',
} as const satisfies { arm: Arm; project: DemoProject; [fact: string]: unknown }

const degrading: Arm = { provider: 'google', model: 'gemini-3.5-flash' }
const DEGRADED_DAYS = 7

/** Which arms the team uses for a task at that time, and how often. */
export function armWeights(taskType: TaskType, at: Date, now: Date): readonly (readonly [Arm, number])[] {
  const known = usages.map(
    ({ arm, weight, loved }) => [arm, weight * (loved.includes(taskType) ? 1.9 : 1)] as const,
  )
  if (!isWithin(at, now, NEWCOMER_DAYS)) return known
  const sum = known.reduce((total, [, weight]) => total + weight, 0)
  return [...known, [newcomer, sum * NEWCOMER_SHARE]]
}

export function isDegraded({ model }: Arm, at: Date, now: Date): boolean {
  return model === degrading.model && isWithin(at, now, DEGRADED_DAYS)
}

export function isWithin(at: Date, now: Date, days: number): boolean {
  return at.getTime() >= now.getTime() - days * DAY_MS
}

/** The parts of the product that make calls, by what they ask for, and the project each belongs to. */
export function featureWeights(
  taskType: TaskType,
): readonly (readonly [{ feature: string; project: DemoProject | null }, number])[] {
  const chat = [{ feature: 'chat', project: null }, 0.55] as const
  switch (taskType) {
    case 'coding':
      return [chat, [{ feature: 'code_review', project: 'Companion app' }, 0.45]]
    case 'file_processing':
      return [chat, [{ feature: 'rulebook_import', project: 'Rulebook assistant' }, 0.6]]
    case 'analysis':
    case 'reasoning':
      return [chat, [{ feature: 'knowledge_qa', project: 'Rulebook assistant' }, 0.4]]
    case 'creative':
      return [chat, [{ feature: 'session_notes', project: 'Companion app' }, 0.5]]
    case 'function_calling':
      return [chat, [{ feature: 'ticket_triage', project: 'Support desk' }, 0.9]]
    default:
      return [chat, [{ feature: 'support_reply', project: 'Support desk' }, 0.18]]
  }
}
