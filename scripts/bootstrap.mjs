import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Runs before anything is installed, under whatever Node the machine has: plain JavaScript, node: imports only.
export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Installs what is missing, then runs a TypeScript file under the Node that package.json brings; never returns. */
export function runUnderOurNode(script, args) {
  if (!isInstalled()) install()
  const child = spawn(ourNode(), ['--import', 'tsx', script, ...args], { cwd: root, stdio: 'inherit' })
  child.on('error', (error) => fail(`Could not start Node: ${error.message}.`))
  // A terminal sends Ctrl-C to the child too; the child takes the second signal for the first.
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal))
  if (process.env.npm_lifecycle_event) stopWithParent(child)
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

/** npm passes a signal to the shell between it and this process, and the shell dies without passing it on. */
function stopWithParent(child) {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref()
}

/** npm notes what it installed when it is done, so that an interrupted install is noticed. */
function isInstalled() {
  const noted = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(noted)) return false
  const installed = packagesOf(noted)
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  )
}

function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages ?? {}
  } catch {
    return {}
  }
}

function install() {
  console.log('Installing packages (about a minute, once) …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  // Not "npm ci": it refuses a lock file that was written where a platform's optional packages were not to be had.
  const { status, error } = spawnSync(npm, ['install', '--no-save', '--include=dev', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (error || status !== 0) fail(`Installing failed: run "npm install" in ${root} to see why.`)
}

function ourNode() {
  const brought = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  for (const node of [brought, process.execPath]) {
    const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8', shell: node.endsWith('.cmd') })
    if (isRecent(stdout ?? '')) return node
  }
  return fail(
    `Augury needs Node 22.13 or later and brings its own, but its install script did not run (this is ${process.version}): ` +
      'run "npm rebuild node", or install Node 24.',
  )
}

function isRecent(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 13)
}

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}
