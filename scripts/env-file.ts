import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseEnv } from 'node:util'
import { StartError } from './start-error'

const ASSIGNMENT = /^\s*(?:export\s+)?[A-Za-z_]\w*\s*=\s*(.*)$/

/**
 * The variables of an env file, none when there is no such file.
 * @throws StartError naming the file and the line that is no assignment. Node's own parser skips such lines in silence.
 */
export function readEnvFile(path: string): Record<string, string> {
  const text = readText(path)
  checkLines(text, basename(path))
  return Object.fromEntries(Object.entries(parseEnv(text)).map(([name, value]) => [name, value ?? '']))
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error
    if (code === 'ENOENT') return ''
    throw new StartError(`${path} cannot be read (${code}).`)
  }
}

function checkLines(text: string, file: string): void {
  let open: { quote: string; line: number } | null = null
  for (const [index, content] of text.split('\n').entries()) {
    if (open) {
      if (content.includes(open.quote)) open = null
      continue
    }
    if (/^\s*(#|$)/.test(content)) continue
    const assignment = ASSIGNMENT.exec(content)
    if (!assignment) throw new StartError(`${file}, line ${index + 1}: expected NAME=value.`)
    open = openQuote(assignment[1] ?? '', index + 1)
  }
  if (open) throw new StartError(`${file}, line ${open.line}: the quote ${open.quote} is never closed.`)
}

function openQuote(value: string, line: number): { quote: string; line: number } | null {
  const quote = value[0]
  if (quote !== '"' && quote !== "'" && quote !== '`') return null
  return value.indexOf(quote, 1) === -1 ? { quote, line } : null
}
