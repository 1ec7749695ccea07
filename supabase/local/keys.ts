import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateApiKey } from '@supabase/lite'
import { z } from 'zod'

const localKeys = z.object({ jwtSecret: z.string(), publishableKey: z.string(), secretKey: z.string() })
export type LocalKeys = z.infer<typeof localKeys>

/** The keys of the local project, made once and kept in a file that only its owner reads. */
export async function readOrMakeKeys(dataDir: string): Promise<LocalKeys> {
  const file = join(dataDir, 'keys.json')
  const stored = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (stored !== null) return localKeys.parse(JSON.parse(stored))

  const [publishable, secret] = await Promise.all([generateApiKey('publishable'), generateApiKey('secret')])
  const keys = {
    jwtSecret: randomBytes(32).toString('hex'),
    publishableKey: publishable.key,
    secretKey: secret.key,
  }
  await mkdir(dataDir, { recursive: true })
  // Whole or not at all: half a file would stop every later start.
  const draft = `${file}.${process.pid}`
  await writeFile(draft, JSON.stringify(keys, null, 2), { mode: 0o600 })
  await rename(draft, file)
  return keys
}
