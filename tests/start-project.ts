import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { startNativePostgres } from './native-postgres'

const ready = z.object({
  url: z.string(),
  jwtSecret: z.string(),
  publishableKey: z.string(),
  secretKey: z.string(),
})

export type Project = z.infer<typeof ready> & {
  /** A folder of its own, also for the app's outbox. */
  dataDir: string
  /** What the app needs to reach the project, at `url` or at a proxy in front of it. */
  variables(url?: string): Record<string, string>
  stop(): Promise<void>
}

const serve = join(import.meta.dirname, '..', 'supabase', 'local', 'serve.ts')

/** The local Supabase in a process and a folder of its own, with or without the demo team. */
export async function startProject(database: 'pglite' | 'native', withDemo: boolean): Promise<Project> {
  const dataDir = await mkdtemp(join(tmpdir(), 'augury-'))
  const postgres = database === 'native' ? await startNativePostgres(17) : null
  const removeAll = async () => {
    await postgres?.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    const project = await serveProject({ dataDir, databaseUrl: postgres?.url(), withDemo })
    return { ...project, stop: () => project.stop().then(removeAll) }
  } catch (error) {
    await removeAll()
    throw error
  }
}

type Place = { dataDir: string; databaseUrl?: string; withDemo: boolean }

/** The local Supabase in a process of its own, in a folder and on a database that are there and stay. */
export async function serveProject({ dataDir, databaseUrl, withDemo }: Place): Promise<Project> {
  const child = spawn(process.execPath, ['--import', 'tsx', serve], {
    env: {
      ...process.env,
      AUGURY_DATA_DIR: dataDir,
      AUGURY_DEMO: withDemo ? '1' : '0',
      ...(databaseUrl && { AUGURY_DATABASE_URL: databaseUrl }),
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const stop = async () => {
    if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit')
  }
  let said = ''
  const line = new Promise<string>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const found = said.split('\n').find((candidate) => candidate.startsWith('{"url":'))
      if (found) resolve(found)
    })
    child.once('exit', () => reject(new Error(`The local Supabase did not start:\n${said}`)))
  })
  const project = ready.parse(JSON.parse(await line))
  const variables = (url = project.url) => ({
    SUPABASE_URL: url,
    SUPABASE_PUBLISHABLE_KEY: project.publishableKey,
    SUPABASE_SECRET_KEY: project.secretKey,
    SUPABASE_JWT_SECRET: project.jwtSecret,
    AUGURY_DATA_DIR: dataDir,
  })
  return { ...project, dataDir, variables, stop }
}
