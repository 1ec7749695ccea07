import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { timeLimits } from '@/lib/chat/time-limits'
import { candidateArms } from '@/lib/providers/candidate-arms'
import { demoSpeed } from '@/lib/providers/demo-speed'
import { StartError } from './start-error'

/** A start right after Ctrl-C may meet the one that is just stopping. */
const PATIENCE_MS = 2_000

/** @throws StartError when something else listens there, or this user may not. */
export async function assertPortFree(port: number, host: string | undefined): Promise<void> {
  const until = Date.now() + PATIENCE_MS
  let code = await listenError(port, host)
  while (code === 'EADDRINUSE' && Date.now() < until) {
    await setTimeout(100)
    code = await listenError(port, host)
  }
  if (code === 'EADDRINUSE') {
    throw new StartError(
      `Port ${port} is taken: stop what runs there, or choose another with PORT=${port + 1} npm start.`,
    )
  }
  if (code)
    throw new StartError(`Port ${port} cannot be used (${code}): choose another, as in PORT=3001 npm start.`)
}

function listenError(port: number, host: string | undefined): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen(port, host, () => probe.close(() => resolve(undefined)))
  })
}

/** Makes the folder. @throws StartError when nothing can be written there. */
export async function assertWritable(dataDir: string): Promise<void> {
  const probe = join(dataDir, `.probe-${process.pid}`)
  try {
    await mkdir(dataDir, { recursive: true })
    await writeFile(probe, '')
    await rm(probe)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error
    throw new StartError(
      `Nothing can be written to ${dataDir} (${code}): AUGURY_DATA_DIR chooses another folder.`,
    )
  }
}

/** What the app would otherwise find out in the middle of a chat. @throws StartError that names the variable. */
export function assertModelsUsable(environment: Record<string, string>): void {
  try {
    candidateArms(environment)
    timeLimits(environment)
    demoSpeed(environment)
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error))
  }
}
