import { PRIORITIES, type Priority } from '@/lib/vocabulary'
import { readFlags } from '../flags'
import { UsageError } from '../usage-error'
import { FEEDBACK_MODES, type FeedbackMode } from './feedback'
import { SCENARIOS, type ScenarioName } from './scenario'
import type { VersionPair } from './version-pairs'

export type Options = {
  data: string
  pool: { kind: 'all' | 'priced' } | { kind: 'named'; models: string[]; pairs: VersionPair[] | null }
  /** The rules' model; null for the first of the pool. */
  defaultModel: string | null
  steps: number
  seeds: number
  feedback: FeedbackMode
  scenario: ScenarioName
  priority: Priority
  /** Only these policies; null for all. */
  policies: string[] | null
}

const FLAGS = {
  data: { type: 'string' },
  models: { type: 'string' },
  priced: { type: 'boolean', default: false },
  all: { type: 'boolean', default: false },
  default: { type: 'string' },
  steps: { type: 'string', default: '10000' },
  seeds: { type: 'string', default: '20' },
  feedback: { type: 'string', default: 'every' },
  scenario: { type: 'string', default: 'standard' },
  priority: { type: 'string', default: 'quality' },
  policy: { type: 'string' },
} as const

/** @throws UsageError */
export function parseOptions(args: readonly string[]): Options {
  const flags = flagsOf(args)
  if (!flags.data) throw new UsageError('--data FILE.csv.gz says which outcomes to replay, and is missing.')
  const scenario = oneOf('--scenario', SCENARIOS, flags.scenario)
  return {
    data: flags.data,
    pool: poolChoice(flags, scenario),
    defaultModel: flags.default ?? null,
    steps: atLeast('--steps', 10, flags.steps),
    seeds: atLeast('--seeds', 1, flags.seeds),
    feedback: oneOf('--feedback', FEEDBACK_MODES, flags.feedback),
    scenario,
    priority: oneOf('--priority', PRIORITIES, flags.priority),
    policies: flags.policy ? flags.policy.split(',') : null,
  }
}

const flagsOf = (args: readonly string[]) => readFlags(args, FLAGS)

function poolChoice(
  { models, priced, all }: ReturnType<typeof flagsOf>,
  scenario: ScenarioName,
): Options['pool'] {
  if ([models !== undefined, priced, all].filter(Boolean).length > 1)
    throw new UsageError('--models, --priced and --all exclude each other: give one of them.')
  if (models === undefined) return { kind: priced ? 'priced' : 'all' }
  const isPaired = models.includes('=')
  if (isPaired && scenario !== 'versions')
    throw new UsageError('--models old=new goes with --scenario versions only.')
  const pairs = models.split(',').map((entry) => {
    const [before = '', after = before] = entry.split('=')
    return { before, after }
  })
  const names = pairs.flatMap(({ before, after }) => (before === after ? [before] : [before, after]))
  if (names.includes('') || new Set(names).size < names.length)
    throw new UsageError('--models must name each model once, with commas between.')
  if (pairs.length < 2) throw new UsageError('--models must name at least two models to choose between.')
  return { kind: 'named', models: names, pairs: isPaired ? pairs : null }
}

function oneOf<Value extends string>(flag: string, values: readonly Value[], given: string): Value {
  const value = values.find((each) => each === given)
  if (value) return value
  throw new UsageError(`${flag} must be one of ${values.join(', ')}, not "${given}".`)
}

function atLeast(flag: string, least: number, given: string): number {
  const value = Number(given)
  if (/^\d+$/.test(given) && value >= least && value <= 1_000_000) return value
  throw new UsageError(`${flag} must be a whole number from ${least} to 1000000, not "${given}".`)
}
