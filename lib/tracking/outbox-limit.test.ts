import { expect, test } from 'vitest'
import { outboxBytes } from '@/lib/tracking/outbox-limit'

test('C2 the outbox takes a gibibyte, or what the environment says', () => {
  expect(outboxBytes({})).toBe(2 ** 30)
  expect(outboxBytes({ AUGURY_OUTBOX_MIB: '' })).toBe(2 ** 30)
  expect(outboxBytes({ AUGURY_OUTBOX_MIB: '2' })).toBe(2 ** 21)
})

test.each(['0', '-1', '1.5', 'much'])('C2 %s is no size for an outbox', (AUGURY_OUTBOX_MIB) => {
  expect(() => outboxBytes({ AUGURY_OUTBOX_MIB })).toThrow(
    /^The environment variable AUGURY_OUTBOX_MIB .*\.$/,
  )
})
