import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/**
 * How the database's API behaves: as it is, gone (connections are cut), slow (each request waits 10 s first),
 * refusing (503), or lossy (the request arrives, its answer never does: the classic way to write twice).
 */
export type Fault = 'none' | 'gone' | 'slow' | 'refusing' | 'lossy'

export type FaultProxy = {
  url: string
  fault: Fault
  requests: number
  /** What a request for a path waits for; `isGone` resolves when who asks has left. */
  holdBack: (path: string, isGone: Promise<unknown>) => Promise<unknown> | null
  stop(): Promise<void>
}

/** Stands between the app and the Supabase API at `target` and misbehaves as told. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const sockets = new Set<Socket>()
  const proxy: Omit<FaultProxy, 'url' | 'stop'> = { fault: 'none', requests: 0, holdBack: () => null }

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse) {
    proxy.requests++
    const { fault } = proxy
    if (fault === 'gone') return void incoming.socket.destroy()
    if (fault === 'refusing') return void outgoing.writeHead(503).end('{"message":"unavailable"}')
    if (fault === 'slow') await new Promise((resolve) => setTimeout(resolve, 10_000))
    await proxy.holdBack(incoming.url ?? '/', once(outgoing, 'close'))
    const url = new URL(incoming.url ?? '/', target)
    const forwarded = request(url, { method: incoming.method, headers: incoming.headers }, (answer) => {
      if (fault === 'lossy') {
        answer.resume()
        answer.once('end', () => incoming.socket.destroy())
        return
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    forwarded.once('error', () => incoming.socket.destroy())
    incoming.pipe(forwarded)
  }

  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing))
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return Object.assign(proxy, {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  })
}
