import { expect, test, vi } from 'vitest'
import { countAttempt, forgiveAttempt } from '@/lib/auth/attempts'

let visitor = ''
vi.mock('next/headers', () => ({ headers: async () => new Headers({ 'x-forwarded-for': visitor }) }))

async function attempts(count: number, from: string, email: string): Promise<(string | null)[]> {
  visitor = from
  const answers: (string | null)[] = []
  for (let n = 0; n < count; n++) answers.push(await countAttempt('sign-in', email))
  return answers
}

test('ten wrong passwords in a row, then a wait; the address is read without case', async () => {
  const answers = await attempts(11, '192.0.2.1', 'ada@augury.test')
  expect(answers.slice(0, 10)).toEqual(Array(10).fill(null))
  expect(answers[10]).toMatch(/^Too many attempts. Try again in \d+ seconds.$/)
  expect(await attempts(1, '192.0.2.1', 'Ada@Augury.test')).toEqual([expect.any(String)])
})

test('a visitor who is turned away does not lock the account for others', async () => {
  await attempts(500, '192.0.2.1', 'bea@augury.test')
  expect(await attempts(1, '192.0.2.2', 'bea@augury.test')).toEqual([null])
})

test('guesses at one account from many addresses are limited too', async () => {
  const answers: (string | null)[] = []
  for (let n = 0; n < 60; n++) answers.push(...(await attempts(1, `192.0.2.${n}`, 'cy@augury.test')))
  expect(answers.filter((answer) => answer === null)).toHaveLength(50)
})

test('who signs in gets the attempt back', async () => {
  for (let n = 0; n < 20; n++) {
    expect(await attempts(1, '192.0.2.3', 'dee@augury.test')).toEqual([null])
    await forgiveAttempt('sign-in', 'dee@augury.test')
  }
})
