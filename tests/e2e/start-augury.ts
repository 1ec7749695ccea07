import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../free-port'

const root = join(import.meta.dirname, '..', '..')

/** What a developer's .env.local may connect; the journeys run against the local demo only. */
const disconnected = {
  SUPABASE_URL: '',
  SUPABASE_PUBLISHABLE_KEY: '',
  SUPABASE_SECRET_KEY: '',
  SUPABASE_JWT_SECRET: '',
  OPENAI_API_KEY: '',
  ANTHROPIC_API_KEY: '',
  OPENAI_COMPATIBLE_BASE_URL: '',
}

/** Starts Augury as `npm start` does, in a folder of its own; returns what stops it and checks that it ends well. */
export default async function startAugury(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'augury-e2e-'))
  const port = await freePort()
  const log = join(dataDir, 'app.log')
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts'], {
    cwd: root,
    env: {
      ...process.env,
      ...disconnected,
      PORT: String(port),
      AUGURY_DATA_DIR: dataDir,
      AUGURY_DATABASE_URL: '',
      AUGURY_SITE_URL: '',
      AUGURY_DEMO: '1',
      AUGURY_DEMO_SPEED: '20',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: string[] = []
  const file = createWriteStream(log)
  const isUp = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output.push(text)
        file.write(text)
        if (output.join('').includes('Augury runs at')) resolve()
      })
    }
    child.once('exit', (code) => reject(new Error(`Augury did not start (${code}):\n${output.join('')}`)))
  })
  await isUp
  process.env.AUGURY_E2E_URL = `http://localhost:${port}`
  process.env.AUGURY_E2E_LOG = log
  return async () => {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    const [code] = await ended
    await rm(dataDir, { recursive: true, force: true })
    if (code !== 0) throw new Error(`Augury ended with code ${code}:\n${output.join('').slice(-3000)}`)
  }
}
