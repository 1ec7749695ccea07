import { inspect } from 'node:util'

const LONGEST = 300

/**
 * The Supabase server dumps every refused statement on `console.error`, with its parameters: people's messages among
 * them. Says instead what failed, in one line; the refusals that the schema itself words are answers, and not said.
 */
export function logErrorsInOneLine(): void {
  console.error = (...said: unknown[]) => {
    if (said.some(isAnswer)) return
    process.stderr.write(`Supabase: ${said.map(oneLine).join(' ')}\n`)
  }
}

/** An error's code and message, never its query, parameters or details; long quoted values in messages are cut. */
export function oneLine(said: unknown): string {
  if (typeof said === 'string') return shortened(said)
  if (!(said instanceof Error)) return shortened(inspect(said, { depth: 0 }))
  const code = 'code' in said && typeof said.code === 'string' ? `${said.code} ` : ''
  return shortened(code + said.message)
}

function isAnswer(said: unknown): boolean {
  return said instanceof Error && 'code' in said && /^PT4/.test(String(said.code))
}

function shortened(text: string): string {
  const [line = ''] = text.split('\n')
  return line.replace(/"[^"]{64,}"?|'[^']{64,}'?/g, '"…"').slice(0, LONGEST)
}
