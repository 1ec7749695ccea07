import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { App } from '@supabase/lite'
import { createRoles, type LocalDatabase, openDatabase } from './database'
import { lockFolder } from './folder-lock'
import { type LocalKeys, readOrMakeKeys } from './keys'
import { mailText } from './mail-text'
import { migrate } from './migrate'

export type LocalSupabase = {
  url: string
  keys: LocalKeys
  database: LocalDatabase
  migrated: number
  stop(): Promise<void>
}

export type LocalSupabaseOptions = {
  /** Where keys and, with PGlite, the database live. */
  dataDir: string
  /** postgres:// URL of a native Postgres as its owner; without one PGlite under `dataDir`. */
  databaseUrl?: string
  /** 0 picks a free port. */
  port?: number
  /** Address of the app, for the links in e-mails. */
  siteUrl?: string
  /** Called with each e-mail's text; by default it is printed. */
  onEmail?: (text: string) => void
}

/**
 * Starts the Supabase API on a database of one's own, with all migrations applied.
 * @throws OutdatedDatabase when the database was made by older migrations, FolderInUse when it is open already.
 */
export async function startLocalSupabase(options: LocalSupabaseOptions): Promise<LocalSupabase> {
  process.env.LITE_TELEMETRY = '0'
  await mkdir(options.dataDir, { recursive: true })
  const keys = await readOrMakeKeys(options.dataDir)
  const unlock = options.databaseUrl ? () => undefined : lockFolder(options.dataDir)
  const database = await openDatabase(options.databaseUrl ?? join(options.dataDir, 'db')).catch((error) => {
    unlock()
    throw error
  })
  const app = new App({
    connection: database.connection,
    studio: { enabled: false },
    auth: {
      enabled: true,
      jwt_secret: keys.jwtSecret,
      publishable_key: keys.publishableKey,
      secret_key: keys.secretKey,
      site_url: options.siteUrl ?? 'http://localhost:3000',
      email: {
        template: { recovery: { subject: 'Reset your password', content_path: template('recovery') } },
      },
    },
    options: {
      server: { admin: false, disableStudio: true },
      drivers: { email: { send: async (message) => (options.onEmail ?? console.log)(mailText(message)) } },
    },
  })
  try {
    await app.ensureSystemSchema()
    await database.owner.exec(createRoles)
    const migrated = await migrate(database.owner)
    keepGrants(database.connection)
    const { port, close } = await listen(app, options.port ?? 0)
    return {
      url: `http://127.0.0.1:${port}`,
      keys,
      database,
      migrated,
      stop: async () => {
        await close()
        await database.close()
        unlock()
      },
    }
  } catch (error) {
    await database.close()
    unlock()
    throw error
  }
}

const template = (name: string) => join(import.meta.dirname, '..', 'templates', `${name}.html`)

/**
 * On its first request the server would grant everything on every schema that has a policy to every role. The grants of
 * the migrations are meant as written, as on a hosted project, so it is told that this has been done.
 */
function keepGrants(connection: LocalDatabase['connection']) {
  Object.assign(connection, { rlsState: 'active' })
}

async function listen(app: App, port: number) {
  const server = serve({
    port,
    hostname: '127.0.0.1',
    fetch: (request, env) => app.fetch(request, { peerAddress: env.incoming.socket?.remoteAddress ?? null }),
  })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  const { port: chosen } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      if ('closeAllConnections' in server) server.closeAllConnections()
    })
  return { port: chosen, close }
}
