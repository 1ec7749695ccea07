import { APICallError } from '@ai-sdk/provider'
import type { Arm } from '@/lib/vocabulary'

const FAILURES = [
  { statusCode: 429, message: 'Rate limit reached' },
  { statusCode: 500, message: 'The server had an error while processing the request' },
  { statusCode: 504, message: 'The request timed out' },
]

/** One of the failures that real providers have; `chance` 0–1 picks it. */
export function demoFailure({ provider, model }: Arm, chance: number): APICallError {
  const failure = FAILURES[Math.floor(chance * FAILURES.length)] ?? { statusCode: 500, message: 'Unknown' }
  return new APICallError({
    ...failure,
    message: `${failure.message} (simulated by the demo model ${model})`,
    url: `demo://${provider}/${model}`,
    requestBodyValues: {},
    // The SDK waits this long before its next attempt.
    responseHeaders: { 'retry-after-ms': '300' },
    isRetryable: true,
  })
}
