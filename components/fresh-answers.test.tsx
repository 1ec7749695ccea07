// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import useSWR from 'swr'
import { afterEach, expect, test } from 'vitest'
import { FreshAnswers } from '@/components/fresh-answers'

afterEach(cleanup)

const never = () => new Promise<string>(() => undefined)

function Titles({ initial }: { initial: string }) {
  const read = initial === 'of Rowan' ? async () => initial : never
  return <p>{useSWR('/api/titles', read, { fallbackData: initial }).data}</p>
}

test('the next to sign in sees nothing of what the last one read', async () => {
  const page = (person: string) => (
    <FreshAnswers key={person}>
      <Titles initial={person} />
    </FreshAnswers>
  )
  const { rerender } = render(page('of Rowan'))
  await screen.findByText('of Rowan')
  // Read, and therefore remembered.
  await new Promise((resolve) => setTimeout(resolve, 20))
  rerender(page('of Mika'))
  expect(screen.queryByText('of Rowan')).toBeNull()
  expect(screen.getByText('of Mika')).toBeDefined()
})
