/** The words that SQL, TypeScript and the screen share; the checks of the database hold the same lists. */

export const TASK_TYPES = [
  'general_chat',
  'coding',
  'analysis',
  'reasoning',
  'creative',
  'file_processing',
  'function_calling',
  'other',
] as const
export type TaskType = (typeof TASK_TYPES)[number]

export const COMPLEXITIES = ['simple', 'medium', 'complex'] as const
export type Complexity = (typeof COMPLEXITIES)[number]

export const PRIORITIES = ['balanced', 'speed', 'quality', 'cost'] as const
export type Priority = (typeof PRIORITIES)[number]

export const OUTCOMES = ['ok', 'error', 'timeout', 'stopped'] as const
export type Outcome = (typeof OUTCOMES)[number]

export const SOURCES = ['chat', 'api', 'otlp', 'import', 'demo'] as const
export type Source = (typeof SOURCES)[number]

export const RUN_STATUSES = ['queued', 'running', 'completed', 'failed', 'cancelled'] as const
export const QA_STATUSES = ['not_run', 'passed', 'warning', 'failed', 'error'] as const

/** What people do with an answer beside rating it; the comments of the table answer_signals say when each is noted. */
export const SIGNALS = ['regenerated', 'switched', 'copied', 'abandoned', 'thanked'] as const
export type Signal = (typeof SIGNALS)[number]

/** Who chose the model of an answer: `conversation` is the one that it goes on with. */
export const DECIDERS = ['user', 'conversation', 'rules', 'evidence'] as const
export type Decider = (typeof DECIDERS)[number]

/** −1 thumbs down, 0 not rated, 1 thumbs up. */
export type Rating = -1 | 0 | 1

/** A model at a provider; what the recommender chooses between. */
export type Arm = { provider: string; model: string }

export function isSameArm(one: Arm | null, other: Arm | null): boolean {
  return one?.provider === other?.provider && one?.model === other?.model
}
