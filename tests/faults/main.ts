import { spawnSync } from 'node:child_process'

/** `npm run test:faults`, after a build; with `--long` for as many faults as `docs/operations.md` speaks of. */
const isLong = process.argv.includes('--long')
const { status } = spawnSync('vitest', ['run', '--project', 'integration', 'tests/faults'], {
  stdio: 'inherit',
  env: { ...process.env, AUGURY_FAULTS: isLong ? 'long' : 'short' },
})
process.exitCode = status ?? 1
