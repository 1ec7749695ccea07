import { redirect } from 'next/navigation'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { formAction } from '@/lib/forms/form-action'
import { FormFailure, untouched } from '@/lib/forms/form-state'
import { DatabaseError } from '@/lib/supabase/data-of'

const schema = z.object({
  email: z.email('Enter an e-mail address.'),
  password: z.string().min(8, 'Too short.'),
})

function form(fields: Record<string, string>) {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}
const good = form({ email: 'ada@augury.test', password: 'long enough', $ACTION_ID_1: '' })

test('each wrong field gets its first error, and what was typed stays, but for the password', async () => {
  const action = formAction(schema, async () => ({ success: 'never' }))
  expect(await action(untouched, form({ email: 'ada', password: 'short' }))).toEqual({
    ...untouched,
    errors: { email: 'Enter an e-mail address.', password: 'Too short.' },
    values: { email: 'ada' },
  })
})

test('a success carries its sentence and result and empties the form', async () => {
  const action = formAction(schema, async ({ email }) => ({ success: 'Done.', result: email.length }))
  expect(await action(untouched, good)).toEqual({ ...untouched, success: 'Done.', result: 15 })
})

test.each([
  ['of a field', new FormFailure('Taken.', 'email'), { failure: null, errors: { email: 'Taken.' } }],
  ['of the form', new FormFailure('Wrong.'), { failure: 'Wrong.', errors: {} }],
  [
    'of our SQL',
    new DatabaseError({ message: 'The last lead cannot go.', code: 'PT409' }, 409),
    { failure: 'The last lead cannot go.', errors: {} },
  ],
  [
    'of the network',
    new DatabaseError({ message: 'fetch failed' }, 0),
    { failure: 'The database cannot be reached. Try again.', errors: {} },
  ],
])('a failure %s is told where it belongs', async (_, error, shown) => {
  const action = formAction(schema, async () => {
    throw error
  })
  expect(await action(untouched, good)).toEqual({
    ...untouched,
    ...shown,
    values: { email: 'ada@augury.test' },
  })
})

test('a redirect goes through', async () => {
  const action = formAction(schema, async () => redirect('/login'))
  await expect(action(untouched, good)).rejects.toThrow('NEXT_REDIRECT')
})
