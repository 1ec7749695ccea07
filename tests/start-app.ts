import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { SERVER_FLAGS } from '@/scripts/server-flags'
import { freePort } from './free-port'

export type RunningApp = { url: string; process: ChildProcess; output: string[]; stop(): Promise<void> }

const root = join(import.meta.dirname, '..')
const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')

/** Starts the production build that is there, on a free port, against a Supabase that is already running. */
export async function startApp(variables: Record<string, string>): Promise<RunningApp> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(
    process.execPath,
    [...SERVER_FLAGS, next, 'start', root, '-p', String(port), '-H', '127.0.0.1'],
    {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        AUGURY_SITE_URL: url,
        ...variables,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => output.push(text))
  const ended = once(child, 'exit')
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null && child.kill('SIGTERM')) await ended
  }
  for (let attempt = 0; attempt < 150; attempt++) {
    if (child.exitCode !== null) break
    const isUp = await fetch(`${url}/login`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isUp) return { url, process: child, output, stop }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  await stop()
  throw new Error(`The app did not start; is there a build?\n${output.join('')}`)
}
