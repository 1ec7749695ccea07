import { findBrowser } from './browser'
import type { Stage, Step } from './run-stages'
import { countPlaywright, countVitest } from './test-report'

const bin = (command: string, ...args: string[]): Step => ({ command, args })
const script = (name: string) => bin('node', '--import', 'tsx', `scripts/${name}.ts`)
const npmRun = (...args: string[]) => bin('npm', 'run', '--silent', ...args)

function check(name: string, ...steps: Step[]): Stage {
  return { name, steps: async () => steps }
}

function vitest(project: string): Stage {
  return {
    name: `${project} tests`,
    steps: async (report) => [
      bin(
        'vitest',
        'run',
        '--project',
        project,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ),
    ],
    count: countVitest,
  }
}

const journeys: Stage = {
  name: 'browser journeys',
  steps: async (report) => {
    const env = { CHROMIUM_PATH: await findBrowser(), PLAYWRIGHT_JSON_OUTPUT_FILE: report }
    return [{ ...bin('playwright', 'test'), env }]
  },
  count: countPlaywright,
}

/** Without a server and without a browser. */
export const fastStages: readonly Stage[] = [
  check('lint and format', bin('biome', 'ci', '--error-on-warnings', '.')),
  check('import borders', script('check-borders')),
  check('types', bin('next', 'typegen'), bin('tsc', '--noEmit')),
  vitest('unit'),
]

export const allStages: readonly Stage[] = [
  ...fastStages,
  vitest('sql'),
  check('database types', npmRun('db:types', '--', '--check')),
  check('database advisors', npmRun('db:advisors')),
  check('production build', npmRun('build')),
  vitest('integration'),
  journeys,
]
