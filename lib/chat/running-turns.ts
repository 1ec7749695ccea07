import { oncePerProcess } from '@/lib/once-per-process'

const running = oncePerProcess('running turns', () => new Map<string, Promise<void>>())

/** Notes that an answer is on its way in this conversation; call what it returns when all of it is in the outbox. */
export function beginTurn(conversationId: string): () => void {
  const { promise, resolve } = Promise.withResolvers<void>()
  running.set(conversationId, promise)
  return () => {
    if (running.get(conversationId) === promise) running.delete(conversationId)
    resolve()
  }
}

/**
 * Waits for the answer on its way, as after a reload in the middle of it: it stops within moments, and the page should
 * show it. In vain, for at most `patienceMs`, where another tab goes on reading it.
 */
export async function turnEnded(conversationId: string, patienceMs: number): Promise<void> {
  const turn = running.get(conversationId)
  if (!turn) return
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs)
  })
  await Promise.race([turn, limit])
  clearTimeout(timer)
}
