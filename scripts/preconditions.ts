import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { StartError } from './start-error'

/** @throws StartError when something else listens there, or this user may not. */
export async function assertPortFree(port: number, host: string | undefined): Promise<void> {
  const code = await new Promise<string | undefined>((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen(port, host, () => probe.close(() => resolve(undefined)))
  })
  if (code === 'EADDRINUSE') {
    throw new StartError(
      `Port ${port} is taken: stop what runs there, or choose another with PORT=${port + 1} npm start.`,
    )
  }
  if (code)
    throw new StartError(`Port ${port} cannot be used (${code}): choose another, as in PORT=3001 npm start.`)
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
