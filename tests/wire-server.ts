import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { formatOf, type WireFormat } from './wire-formats'

/**
 * What the server does with the next request. A number is an error status; `malformed` sends a line that is not JSON;
 * `failing` reports an error inside the stream; `cut` closes it without an end, `reset` breaks the connection;
 * `hanging` never answers, `stalling` begins and falls silent, `slow` goes on and on.
 */
export type WireBehaviour =
  | 'ok'
  | 400
  | 401
  | 429
  | 500
  | 529
  | 'malformed'
  | 'failing'
  | 'cut'
  | 'reset'
  | 'hanging'
  | 'stalling'
  | 'slow'

export type WireServer = {
  /** Ends in `/v1`, as base URLs of the SDKs do. */
  url: string
  /** For the next requests in turn; further ones are `ok`. */
  next(...behaviours: WireBehaviour[]): void
  /** Bodies as they came. */
  requests: { path: string; body: unknown }[]
  close(): Promise<void>
}

/** A server on a free port that speaks the OpenAI (responses and chat) and Anthropic wire formats. */
export async function wireServer(): Promise<WireServer> {
  const planned: WireBehaviour[] = []
  const requests: WireServer['requests'] = []
  const server = createServer(async (request, response) => {
    const body = await json(request).catch(() => null)
    const path = new URL(request.url ?? '/', 'http://wire').pathname
    requests.push({ path, body })
    const format = formatOf[path]
    if (!format) response.writeHead(404).end()
    else await answer(format, planned.shift() ?? 'ok', wantsStream(body), request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    next: (...behaviours) => planned.push(...behaviours),
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(
  format: WireFormat,
  behaviour: WireBehaviour,
  isStream: boolean,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (behaviour === 'hanging') return
  if (typeof behaviour === 'number') refuse(behaviour, response)
  else if (isStream) await stream(format, behaviour, request, response)
  else if (behaviour === 'ok')
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(format.whole))
  else if (behaviour === 'reset') request.socket.destroy()
  else response.writeHead(200, { 'content-type': 'application/json' }).end('{"id": "half an answ')
}

function refuse(status: number, response: ServerResponse): void {
  const error = {
    type: 'refused',
    code: null,
    message: `refused with ${status}; your key sk-proj-abcdef0123456789`,
  }
  // A short wait keeps the SDKs' retries quick.
  const headers = { 'content-type': 'application/json', 'retry-after-ms': '5' }
  response.writeHead(status, headers).end(JSON.stringify({ type: 'error', error }))
}

async function stream(
  format: WireFormat,
  behaviour: Exclude<WireBehaviour, number>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const send = (event: object) => response.write(line(event, format))
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const event of format.opening) send(event)
  await setTimeout(5)
  if (behaviour === 'stalling') return
  if (behaviour === 'reset') {
    request.socket.destroy()
    return
  }
  const delta = format.opening.at(-1)
  while (behaviour === 'slow' && delta && !response.destroyed) {
    send(delta)
    await setTimeout(5)
  }
  if (behaviour === 'malformed') response.write('data: {"half": an event\n\n')
  if (behaviour === 'failing') send(format.failure)
  if (behaviour === 'ok') {
    for (const event of format.closing) send(event)
    if (format.trailer) response.write(`data: ${format.trailer}\n\n`)
  }
  response.end()
}

function line(event: object, format: WireFormat): string {
  const name = format.isNamed && 'type' in event ? `event: ${event.type}\n` : ''
  return `${name}data: ${JSON.stringify(event)}\n\n`
}

function wantsStream(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'stream' in body && body.stream === true
}
