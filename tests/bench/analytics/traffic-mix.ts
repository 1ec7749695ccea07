import { COMPLEXITIES, TASK_TYPES } from '@/lib/vocabulary'

/** What calls have in common; `share` of all calls, which add up to 1. */
export type CallKind = {
  share: number
  provider: string
  model: string
  task_type: string
  task_complexity: string
  feature: string
  /** Place among the team's projects; null without a project. */
  project: number | null
  /** A log-normal response time: its median in milliseconds, and the deviation of its logarithm. */
  median_ms: number
  sigma: number
  failure_rate: number
  thumbs_up_rate: number
  input_usd_per_mtok: number
  output_usd_per_mtok: number
}

export const PROJECTS = 5
const FEATURES = [
  'chat',
  'support-reply',
  'search-answers',
  'summary',
  'code-review',
  'report-writer',
  'triage',
  'extraction',
  'translation',
  'nightly-batch',
]
const FEATURES_OF_A_PROJECT = 4
const WITHOUT_PROJECT = 0.2

/** The most used first. */
const MODELS = [
  ['openai', 'gpt-5.4-mini'],
  ['anthropic', 'claude-sonnet-5'],
  ['google', 'gemini-3.5-flash'],
  ['openai', 'gpt-5.5'],
  ['anthropic', 'claude-haiku-4-5'],
  ['compatible', 'llama-4-70b-instruct'],
  ['openai', 'gpt-5.6'],
  ['anthropic', 'claude-opus-4-8'],
  ['google', 'gemini-3.1-flash-lite'],
  ['compatible', 'qwen-3.5-32b'],
  ['openai', 'gpt-5.4'],
  ['google', 'gemini-3.5-pro'],
  ['openai', 'gpt-5.4-nano'],
  ['compatible', 'mistral-large-3'],
  ['anthropic', 'claude-sonnet-4-6'],
  ['openai', 'gpt-5-mini'],
  ['google', 'gemini-3.0-flash'],
  ['compatible', 'deepseek-v4'],
  ['anthropic', 'claude-opus-4-5'],
  ['openai', 'o5-mini'],
] as const

/** How much the place-th most used (from 0) is used. */
export const zipf = (place: number) => 1 / (place + 1)

/**
 * Twenty models, eight tasks, ten features and five projects: three models and two tasks to a feature, four features to
 * a project, some calls without a project.
 */
export function trafficMix(): CallKind[] {
  const kinds = projects().flatMap(({ project, weight, features }) =>
    features.flatMap((feature) => kindsOf(feature).map((kind) => weighted(kind, project, weight))),
  )
  const sum = kinds.reduce((total, { share }) => total + share, 0)
  return kinds.map((kind) => ({ ...kind, share: kind.share / sum }))
}

function projects() {
  const all = [...FEATURES.keys()]
  const none = { project: null, weight: WITHOUT_PROJECT, features: all }
  const some = Array.from({ length: PROJECTS }, (_, project) => ({
    project,
    weight: (1 - WITHOUT_PROJECT) * zipf(project),
    features: Array.from(
      { length: FEATURES_OF_A_PROJECT },
      (_, nth) => (2 * project + 3 * nth) % FEATURES.length,
    ),
  }))
  return [none, ...some]
}

const weighted = (kind: Omit<CallKind, 'project'>, project: number | null, weight: number): CallKind => ({
  ...kind,
  project,
  share: kind.share * weight,
})

function kindsOf(feature: number): Omit<CallKind, 'project'>[] {
  const models = [feature % 4, 4 + (feature % 6), 10 + feature]
  const used = models.reduce((sum, model) => sum + zipf(model), 0)
  const tasks = [feature % TASK_TYPES.length, (feature + 3) % TASK_TYPES.length]
  return models.flatMap((model) =>
    tasks.flatMap((task, nthTask) =>
      COMPLEXITIES.map((complexity, level) => ({
        share:
          zipf(feature) * (zipf(model) / used) * (nthTask === 0 ? 0.7 : 0.3) * (level === 1 ? 0.5 : 0.25),
        provider: MODELS[model]?.[0] ?? '',
        model: MODELS[model]?.[1] ?? '',
        task_type: TASK_TYPES[task] ?? 'other',
        task_complexity: complexity,
        feature: FEATURES[feature] ?? 'chat',
        median_ms: (600 + 170 * model) * (1 + 0.35 * task) * 1.6 ** level,
        sigma: 0.4 + 0.03 * (model % 7) + 0.05 * level,
        failure_rate: 0.01 + 0.003 * (model % 9),
        thumbs_up_rate: 0.9 - 0.02 * (model % 11),
        input_usd_per_mtok: 0.25 * (1 + (model % 5)) ** 2,
        output_usd_per_mtok: 2 * (1 + (model % 4)) ** 2,
      })),
    ),
  )
}
