import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { isBuilt, noteBuild, sourceHash } from './build'

/** `npm run build`: builds the app, unless these sources have been built. */
const root = join(import.meta.dirname, '..')
if (isBuilt(root)) {
  console.log('The build is up to date.')
  process.exit(0)
}
const hash = sourceHash(root)
const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
const { status } = spawnSync(process.execPath, [next, 'build', root], {
  env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  stdio: 'inherit',
})
if (status === 0) noteBuild(root, hash)
process.exit(status ?? 1)
