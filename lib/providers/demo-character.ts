import { type Arm, TASK_TYPES, type TaskType } from '@/lib/vocabulary'

export type DemoCharacter = {
  /** Natural logarithms of milliseconds: the response time is log-normal. */
  meanLogLatencyMs: number
  sdLogLatencyMs: number
  /** Share of the response time before the first token. */
  firstTokenShare: number
  /** Of one attempt. */
  successProbability: number
  /** Of one rating. */
  thumbsUpProbability: number
  /** On average. */
  outputTokens: number
}

const DEMO_MODELS = [
  'gpt-5.5',
  'gpt-5.4-mini',
  'gpt-5.6',
  'claude-opus-4-8',
  'claude-sonnet-5',
  'claude-haiku-4-5',
  'gemini-3.5-flash',
  'gemini-3.1-flash-lite',
] as const
type DemoModel = (typeof DEMO_MODELS)[number]

/** The simulated models under their makers' names. */
export const DEMO_ARMS: readonly (Arm & { model: DemoModel })[] = DEMO_MODELS.map((model) => ({
  provider: model.startsWith('gpt') ? 'openai' : model.startsWith('claude') ? 'anthropic' : 'google',
  model,
}))

/** Typical milliseconds, wordiness, chance that an easy attempt fails, and share of the time before the first token. */
const MODELS: Record<DemoModel, { ms: number; words: number; failure: number; firstToken: number }> = {
  'gpt-5.5': { ms: 4600, words: 1.1, failure: 0.012, firstToken: 0.3 },
  'gpt-5.4-mini': { ms: 1500, words: 0.8, failure: 0.018, firstToken: 0.22 },
  'gpt-5.6': { ms: 3900, words: 1.1, failure: 0.011, firstToken: 0.28 },
  'claude-opus-4-8': { ms: 6200, words: 1.25, failure: 0.01, firstToken: 0.26 },
  'claude-sonnet-5': { ms: 3100, words: 1.1, failure: 0.012, firstToken: 0.22 },
  'claude-haiku-4-5': { ms: 1300, words: 0.85, failure: 0.015, firstToken: 0.2 },
  'gemini-3.5-flash': { ms: 1700, words: 1, failure: 0.014, firstToken: 0.2 },
  'gemini-3.1-flash-lite': { ms: 800, words: 0.65, failure: 0.025, firstToken: 0.18 },
}

/** How much longer a task takes than small talk, how many tokens its answer has, and how much more often it fails. */
const TASKS: Record<TaskType, { time: number; tokens: number; failures: number }> = {
  general_chat: { time: 0.6, tokens: 150, failures: 1 },
  coding: { time: 1.3, tokens: 480, failures: 1.6 },
  analysis: { time: 1.2, tokens: 420, failures: 1.4 },
  reasoning: { time: 1.5, tokens: 380, failures: 1.8 },
  creative: { time: 1.1, tokens: 450, failures: 1 },
  file_processing: { time: 1.4, tokens: 320, failures: 2.4 },
  function_calling: { time: 0.7, tokens: 120, failures: 2 },
  other: { time: 0.9, tokens: 220, failures: 1.2 },
}

/** Thumbs up per rating, task types in the order of the vocabulary: each model has a task it is loved for. */
const THUMBS_UP: Record<DemoModel, readonly number[]> = {
  'gpt-5.5': [0.82, 0.84, 0.83, 0.91, 0.76, 0.8, 0.88, 0.81],
  'gpt-5.4-mini': [0.8, 0.68, 0.66, 0.58, 0.68, 0.66, 0.86, 0.72],
  'gpt-5.6': [0.85, 0.89, 0.87, 0.92, 0.83, 0.84, 0.9, 0.85],
  'claude-opus-4-8': [0.84, 0.93, 0.9, 0.88, 0.87, 0.84, 0.85, 0.84],
  'claude-sonnet-5': [0.84, 0.88, 0.86, 0.8, 0.9, 0.82, 0.84, 0.83],
  'claude-haiku-4-5': [0.83, 0.74, 0.7, 0.6, 0.76, 0.7, 0.78, 0.75],
  'gemini-3.5-flash': [0.82, 0.77, 0.82, 0.76, 0.74, 0.9, 0.79, 0.79],
  'gemini-3.1-flash-lite': [0.77, 0.52, 0.54, 0.44, 0.6, 0.62, 0.66, 0.65],
}

/** What ails gemini-3.5-flash in the last week of the demo data. */
const DEGRADED = { time: 2.4, failures: 9, thumbsUp: 0.68 }

/** How a simulated model does at a task; the demo provider and the demo data both follow it. Throws for other models. */
export function demoCharacter(model: string, taskType: TaskType, isDegraded = false): DemoCharacter {
  const known = DEMO_MODELS.find((name) => name === model)
  if (!known) throw new Error(`${model} is not a simulated model`)
  const { ms, words, failure, firstToken } = MODELS[known]
  const task = TASKS[taskType]
  const ill = isDegraded ? DEGRADED : { time: 1, failures: 1, thumbsUp: 1 }
  return {
    meanLogLatencyMs: Math.log(ms * task.time * ill.time),
    sdLogLatencyMs: 0.38,
    firstTokenShare: firstToken,
    successProbability: 1 - failure * task.failures * ill.failures,
    thumbsUpProbability: (THUMBS_UP[known][TASK_TYPES.indexOf(taskType)] ?? 0) * ill.thumbsUp,
    outputTokens: Math.round(task.tokens * words),
  }
}

/** 0–1: the model's output beside that of the wordiest one. */
export function demoFullness(model: string, taskType: TaskType): number {
  const longest = Math.max(...DEMO_ARMS.map((arm) => demoCharacter(arm.model, taskType).outputTokens))
  return demoCharacter(model, taskType).outputTokens / longest
}
