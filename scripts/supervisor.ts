import { type ChildProcess, spawn } from 'node:child_process'
import { StartError } from './start-error'

type Job = {
  /** As in “<name> stopped unexpectedly”. */
  name: string
  args: string[]
  env: NodeJS.ProcessEnv
  /** How long it may take to stop before it is killed. */
  graceMs: number
  /** Deaf to the terminal's Ctrl-C, so that it can be stopped after those that need it; dies with this process. */
  isDetached?: boolean
  onLine: (line: string) => void
}

/** Runs Node programs beside each other; when one dies or `stop` is called all end, the one started last first. */
export class Supervisor {
  readonly #running: { job: Job; child: ChildProcess; ended: Promise<void> }[] = []
  #stopping: Promise<void> | null = null
  #fail: (error: Error) => void = () => undefined
  /** Rejects when a service dies by itself. */
  readonly failed = new Promise<never>((_, reject) => {
    this.#fail = reject
  })

  constructor() {
    this.failed.catch(() => undefined)
  }

  get isStopping(): boolean {
    return this.#stopping !== null
  }

  /** Starts something that is meant to run until it is stopped. */
  service(job: Job): void {
    void this.#start(job).then((code) => {
      if (!this.isStopping)
        this.#fail(new StartError(`${job.name} stopped unexpectedly (${code}); so does Augury.`))
    })
  }

  /** Starts something that is meant to end. @throws StartError when it does not end well. */
  async task(job: Job): Promise<void> {
    const code = await this.#start(job)
    if (code !== 'exit code 0') throw new StartError(`${job.name} failed (${code}).`)
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll()
    return this.#stopping
  }

  #start(job: Job): Promise<string> {
    if (this.isStopping) return Promise.resolve('not started')
    const child = spawn(process.execPath, job.args, {
      env: job.env,
      detached: job.isDetached ?? false,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    for (const stream of [child.stdout, child.stderr]) readLines(stream, job.onLine)
    // 'close', not 'exit': its last words have been read then.
    const ending = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message))
      child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`))
    })
    const entry = { job, child, ended: ending.then(() => undefined) }
    this.#running.push(entry)
    return ending.finally(() => this.#running.splice(this.#running.indexOf(entry), 1))
  }

  async #stopAll(): Promise<void> {
    for (const { job, child, ended } of this.#running.toReversed()) {
      child.kill('SIGTERM')
      const killing = setTimeout(() => child.kill('SIGKILL'), job.graceMs)
      await ended
      clearTimeout(killing)
    }
  }
}

function readLines(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): void {
  let rest = ''
  stream?.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  })
  stream?.on('end', () => rest && onLine(rest))
}
