import { join } from 'node:path'
import { z } from 'zod'
import type { Settings } from './settings'
import { StartError } from './start-error'
import type { Supervisor } from './supervisor'

const readyLine = z.object({
  url: z.string(),
  jwtSecret: z.string(),
  publishableKey: z.string(),
  secretKey: z.string(),
  hasDemo: z.boolean(),
})

export type LocalProject = {
  hasDemo: boolean /** What the app needs to reach it. */
  variables: Record<string, string>
}

const serve = join(import.meta.dirname, '..', 'supabase', 'local', 'serve.ts')

/** Starts the local Supabase in a process of its own, so that a heavy query never holds up the app; resolves when it serves. */
export function localProject(supervisor: Supervisor, settings: Settings): Promise<LocalProject> {
  return new Promise((resolve, reject) => {
    supervisor.service({
      name: 'The local Supabase',
      args: ['--import', 'tsx', serve],
      env: {
        NODE_ENV: 'production',
        ...settings.environment,
        AUGURY_DATA_DIR: settings.dataDir,
        AUGURY_SITE_URL: settings.siteUrl,
        AUGURY_DEMO: settings.wantsDemo ? '1' : '0',
      },
      graceMs: 20_000,
      isDetached: true,
      onLine: (line) => {
        const ready = parseReady(line)
        if (ready) resolve(ready)
        else if (line.startsWith(REFUSED)) reject(new StartError(line.slice(REFUSED.length)))
        else console.log(line)
      },
    })
  })
}

/** How serve.ts begins the sentence it gives up with. */
const REFUSED = 'Cannot start: '

function parseReady(line: string): LocalProject | null {
  if (!line.startsWith('{"url":')) return null
  const { url, hasDemo, ...keys } = readyLine.parse(JSON.parse(line))
  return {
    hasDemo,
    variables: {
      SUPABASE_URL: url,
      SUPABASE_PUBLISHABLE_KEY: keys.publishableKey,
      SUPABASE_SECRET_KEY: keys.secretKey,
      SUPABASE_JWT_SECRET: keys.jwtSecret,
      AUGURY_DEMO_LOGINS: hasDemo ? '1' : '0',
    },
  }
}
