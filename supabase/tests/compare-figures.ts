import type { Figures, RawAnswer } from './raw-figures'

const FIRST_TOKEN_QUANTILES = ['ttftP50', 'ttftP95']
const QUANTILES = ['p50', 'p95', 'p99', ...FIRST_TOKEN_QUANTILES]

/** What `get_models_analytics` leaves out where it would cost more than it says. */
const UNTOLD: Record<string, readonly string[]> = {
  previous: QUANTILES,
  cell: QUANTILES,
  day: FIRST_TOKEN_QUANTILES,
  'model and day': [
    ...[...QUANTILES, 'stopped', 'timedCalls', 'logMeanMs', 'logVarMs', 'avgTtftMs', 'firstTokenCalls'],
    ...[
      'inputTokens',
      'cachedInputTokens',
      'totalTokens',
      'tokenCalls',
      'costUsd',
      'pricedCalls',
      'pricedSuccesses',
    ],
  ],
}

/** Where an answer of `get_models_analytics` differs from the count of the calls; empty where it is exact. */
export function differences(answer: Record<string, unknown>, raw: RawAnswer): string[] {
  const told = groupsOf(answer)
  const found: string[] = []
  for (const name of new Set([...told.keys(), ...raw.groups.keys()])) {
    const kind = name.split(' · ')[0] ?? ''
    for (const key of KEYS.filter((figure) => !UNTOLD[kind]?.includes(figure))) {
      const [actual, expected] = [figureOf(told.get(name), key), figureOf(raw.groups.get(name), key)]
      if (!isSame(key, actual, expected)) {
        found.push(`${name}: ${key} is ${actual}, counted ${expected}`)
      }
    }
  }
  for (const key of ['errors', 'features', 'projects'] as const) {
    const [actual, expected] = [key === 'projects' ? idsOf(answer.projects) : answer[key], raw[key]]
    if (JSON.stringify(actual) !== JSON.stringify(expected)) {
      found.push(`${key}: ${JSON.stringify(actual)}, counted ${JSON.stringify(expected)}`)
    }
  }
  return found
}

const KEYS = [
  ...[
    'calls',
    'succeeded',
    'failed',
    'stopped',
    'thumbsUp',
    'thumbsDown',
    'timedCalls',
    'avgMs',
    ...QUANTILES,
  ],
  ...['logMeanMs', 'logVarMs', 'avgTtftMs', 'firstTokenCalls', 'totalTokens', 'tokenCalls', 'costUsd'],
  ...['inputTokens', 'cachedInputTokens', 'pricedCalls', 'pricedSuccesses'],
]

/** Counts of a group that does not occur are 0, its means null. */
function figureOf(figures: Figures | undefined, key: string): number | null {
  return figures?.[key] ?? (isMean(key) ? null : 0)
}

function isMean(key: string): boolean {
  return key.startsWith('avg') || key.startsWith('log') || QUANTILES.includes(key)
}

/** Logarithms are added in millionths. */
const TOLERANCES: Record<string, number> = {
  ...Object.fromEntries(QUANTILES.map((key) => [key, 0.01 + 1e-9])),
  logMeanMs: 1e-6,
  logVarMs: 4e-5,
}

/** Counts and sums to the last digit, means but for the order of their additions, quantiles within 1 %. */
function isSame(key: string, actual: number | null, expected: number | null): boolean {
  if (actual === null || expected === null || !isMean(key)) return actual === expected
  // A time below 2 ms is told as 1 ms.
  const value = QUANTILES.includes(key) ? Math.max(1, expected) : expected
  if (key === 'logVarMs' && actual < 0) return false
  return Math.abs(actual - value) <= (TOLERANCES[key] ?? 1e-9) * Math.max(1, Math.abs(value))
}

function groupsOf(answer: Record<string, unknown>): Map<string, Figures> {
  const groups = new Map<string, Figures>()
  const add = (kind: string, list: unknown, ...keys: string[]) => {
    for (const item of itemsOf(list))
      groups.set([kind, ...keys.map((key) => item[key])].join(' · '), figuresOf(item))
  }
  add('all', [answer.summary])
  add('previous', [answer.previous])
  add('provider', answer.byProvider, 'provider')
  add('model', answer.byModel, 'provider', 'model')
  add('model and day', itemsOf(answer.byModelDay).flatMap(rowsOf), 'provider', 'model', 'day')
  add('cell', answer.cells, 'provider', 'model', 'taskType', 'complexity')
  add('task', answer.byTaskType, 'taskType')
  add('day', answer.byDay, 'day')
  return groups
}

/** The days of a model, whose figures come in columns. */
function rowsOf(model: Record<string, unknown>): Record<string, unknown>[] {
  const days = Array.isArray(model.day) ? model.day : []
  const at =
    (index: number) =>
    ([key, column]: [string, unknown]) => [key, Array.isArray(column) ? column[index] : column]
  return days.map((_, index) => Object.fromEntries(Object.entries(model).map(at(index))))
}

function itemsOf(list: unknown): Record<string, unknown>[] {
  return Array.isArray(list) ? list : []
}

function figuresOf(item: Record<string, unknown>): Figures {
  return item as Figures
}

function idsOf(projects: unknown): unknown[] {
  return itemsOf(projects)
    .map(({ id }) => id)
    .sort()
}
