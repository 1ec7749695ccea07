import { join } from 'node:path'
import { demoLogins } from '@/supabase/seed/logins'
import { isBuilt, noteBuild, sourceHash } from './build'
import { type LocalProject, localProject } from './local-project'
import { assertModelsUsable, assertPortFree, assertWritable } from './preconditions'
import { SERVER_FLAGS } from './server-flags'
import { readSettings, type Settings } from './settings'
import { StartError } from './start-error'
import { Supervisor } from './supervisor'

const root = join(import.meta.dirname, '..')
const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
const isDev = process.argv.includes('--dev')
const supervisor = new Supervisor()
const leave = async (code: number) => {
  await supervisor.stop()
  process.exit(code)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (supervisor.isStopping) return
    console.log('\nStopping …')
    void leave(0)
  })
}

try {
  await start()
} catch (error) {
  // A child that a stop has ended is no failure.
  if (!supervisor.isStopping) {
    console.error(error instanceof StartError ? error.message : error)
    await leave(1)
  }
}

async function start(): Promise<void> {
  const settings = readSettings(root, process.env)
  assertModelsUsable(settings.environment)
  await assertPortFree(settings.port, settings.host)
  await assertWritable(settings.dataDir)
  const [project] = await Promise.race([
    Promise.all([
      settings.isHosted ? null : localProject(supervisor, settings),
      isDev ? null : build(settings),
    ]),
    supervisor.failed,
  ])
  const showOutput = startApp(settings, project)
  await Promise.race([answering(settings), supervisor.failed])
  if (supervisor.isStopping) return
  showOutput()
  greet(settings, project)
  await supervisor.failed
}

async function build({ environment }: Settings): Promise<void> {
  if (isBuilt(root)) return
  console.log('Building the app (about half a minute, after each change of the code) …')
  const hash = sourceHash(root)
  const output: string[] = []
  const job = {
    name: 'The build',
    args: [next, 'build', root],
    env: forNext(environment, 'production'),
    graceMs: 5_000,
  }
  await supervisor.task({ ...job, onLine: (line) => output.push(line) }).catch((error) => {
    if (!supervisor.isStopping) console.error(output.join('\n'))
    throw error
  })
  noteBuild(root, hash)
}

/** Quiet until it answers, unless it dies; returns what turns the rest of its output on. */
function startApp(settings: Settings, project: LocalProject | null): () => void {
  const held: string[] = []
  let isShown = false
  const env = forNext(settings.environment, isDev ? 'development' : 'production')
  supervisor.service({
    name: 'The app',
    args: [
      // In development Next hands them on in NODE_OPTIONS, where Node refuses them.
      ...(isDev ? [] : SERVER_FLAGS),
      next,
      isDev ? 'dev' : 'start',
      root,
      '-p',
      String(settings.port),
      ...(settings.host ? ['-H', settings.host] : []),
    ],
    env: {
      ...env,
      AUGURY_DATA_DIR: settings.dataDir,
      AUGURY_SITE_URL: settings.siteUrl,
      ...project?.variables,
    },
    graceMs: 10_000,
    onLine: (line) => (isShown ? console.log(line) : held.push(line)),
  })
  supervisor.failed.catch(() => isShown || console.error(held.join('\n')))
  return () => {
    isShown = true
  }
}

async function answering({ port, host }: Settings): Promise<void> {
  const name = host?.includes(':') ? `[${host}]` : (host ?? 'localhost')
  const address = `http://${name}:${port}`
  const until = Date.now() + 60_000
  for (const path of ['/api/health', '/login']) {
    while (!(await answers(address + path))) {
      if (supervisor.isStopping) return
      if (Date.now() > until) throw new StartError(`${address}${path} did not answer within a minute.`)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(10_000) })).status < 500
  } catch {
    return false
  }
}

function greet({ port }: Settings, project: LocalProject | null): void {
  console.log(`\nAugury runs at http://localhost:${port}`)
  for (const { email, password, role } of project?.hasDemo ? demoLogins() : []) {
    console.log(`  demo ${role.padEnd(6)}  ${email}  ${password}`)
  }
  console.log('Ctrl-C stops it.\n')
}

function forNext(environment: Record<string, string>, mode: 'development' | 'production'): NodeJS.ProcessEnv {
  return { ...environment, NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: '1' }
}
