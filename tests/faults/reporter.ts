import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'

const CALLS = 20
const answer = z.object({ results: z.array(z.object({ status: z.string() })) })

/**
 * Reports calls to `/api/track`, numbered, each once and without an id, so that a call written twice would show as two
 * calls with its number. Keeps book of what was acknowledged; what else was sent may be stored or not.
 */
export class Reporter {
  readonly acknowledged = new Set<number>()
  /** Answers that were no 200, by status. */
  readonly refusals = new Map<number, number>()
  sent = 0

  constructor(private readonly key: string) {}

  /** Sends batch after batch until it is told to stop or the connection breaks. */
  async work(url: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const isAnswered = await this.report(url).catch(() => false)
      if (!isAnswered) return
      await pause(5)
    }
  }

  /** One batch; false when it was refused as a whole. */
  async report(url: string): Promise<boolean> {
    const first = this.sent
    this.sent += CALLS
    const numbers = Array.from({ length: CALLS }, (_, place) => first + place)
    const response = await fetch(`${url}/api/track`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': this.key },
      body: JSON.stringify({ calls: numbers.map(numbered) }),
    })
    const body: unknown = await response.json()
    if (response.status !== 200) {
      this.refusals.set(response.status, (this.refusals.get(response.status) ?? 0) + 1)
      return false
    }
    for (const [place, { status }] of answer.parse(body).results.entries()) {
      if (status === 'accepted') this.acknowledged.add(first + place)
    }
    return true
  }
}

function numbered(n: number) {
  return { provider: 'openai', model: 'gpt-5.5', inputTokens: 100, outputTokens: 20, metadata: { n } }
}
