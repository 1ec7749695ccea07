import { APICallError } from '@ai-sdk/provider'
import { RetryError } from 'ai'
import { expect, test } from 'vitest'
import { callFailure } from '@/lib/tracking/call-failure'

const refused = (statusCode: number) =>
  new APICallError({ message: 'no', statusCode, url: 'https://acme.test', requestBodyValues: {} })

test('A12 behind retries the last attempt tells what went wrong', () => {
  const errors = [refused(500), refused(429)]
  const error = new RetryError({ message: 'Failed after 2 attempts', reason: 'maxRetriesExceeded', errors })
  expect(callFailure(error)).toMatchObject({ outcome: 'error', errorKind: 'rate_limited' })
})

test('A12 a chain of causes that bites its own tail ends', () => {
  const error = new Error('socket hang up')
  error.cause = error
  expect(callFailure(error).errorKind).toBe('network')
})
