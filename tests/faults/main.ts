import { spawnSync } from 'node:child_process'

/** `npm run test:faults`, after a build; with `--long` 50 kills, 20,000 hostile bodies and a database that is gone for a minute. */
const isLong = process.argv.includes('--long')
const { status } = spawnSync('vitest', ['run', '--project', 'integration', 'tests/faults'], {
  stdio: 'inherit',
  env: { ...process.env, AUGURY_FAULTS: isLong ? 'long' : 'short' },
})
process.exitCode = status ?? 1
