import type { z } from 'zod'
import { type FieldError, Problem } from '@/lib/api/problem'

/** A key given twice becomes an array, so that a schema of one value refuses it instead of dropping one. */
export function readQuery(url: URL): Record<string, string | string[]> {
  // As an entry also `__proto__` is a field, and refused like others.
  return Object.fromEntries(
    [...new Set(url.searchParams.keys())].map((key) => {
      const [value = '', ...more] = url.searchParams.getAll(key)
      return [key, more.length === 0 ? value : [value, ...more]]
    }),
  )
}

/** 415 for another content type or a compressed body, 413 past `maxBytes`, 400 for what is not JSON. */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const contentType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (contentType !== 'application/json') {
    throw new Problem(415, 'The body must be sent as Content-Type: application/json.')
  }
  if ((request.headers.get('content-encoding') ?? 'identity') !== 'identity') {
    throw new Problem(415, 'The body must be sent uncompressed.')
  }
  const text = await readText(request, maxBytes)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Problem(400, 'The body is not valid JSON.', { code: 'malformed_json', cause })
  }
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  return new TextDecoder().decode(await readBytes(request, maxBytes))
}

/** 413 past `maxBytes`. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = new Problem(413, `The body may have at most ${maxBytes} bytes.`)
  if (Number(request.headers.get('content-length')) > maxBytes) throw tooLarge
  const chunks: Uint8Array[] = []
  let size = 0
  // The length header may be missing or a lie, so the bytes are counted as they come.
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) throw tooLarge
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** 400 that names every wrong field, with `prefix` where the value itself is wrong. */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown, prefix: string): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw wrongFields(fieldErrors(parsed.error, prefix))
}

/** The 400 problem that names them. */
export function wrongFields(errors: FieldError[]): Problem {
  const detail = errors.map(({ path, message }) => `${path}: ${message}`).join('; ')
  return new Problem(400, detail, { errors })
}

/** More would help nobody, and a body may hold a hundred thousand. */
const MAX_ERRORS = 20

/** The wrong fields by their paths, the first of many, with `prefix` where the value itself is wrong. */
export function fieldErrors({ issues }: z.ZodError, prefix: string): FieldError[] {
  return issues.flatMap((issue) => errorsOf(issue, prefix)).slice(0, MAX_ERRORS)
}

function errorsOf(issue: z.core.$ZodIssue, prefix: string): FieldError[] {
  const path = issue.path.map(String)
  const { code } = issue
  if (code !== 'unrecognized_keys') {
    return [{ path: path.join('.') || prefix, code, message: issue.message }]
  }
  return issue.keys
    .slice(0, MAX_ERRORS)
    .map((name) => ({ path: [...path, name.slice(0, 100)].join('.'), code, message: 'unknown field' }))
}
