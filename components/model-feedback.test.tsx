// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { ModelFeedback } from '@/components/model-feedback'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

/** A server that answers each request with the next of these statuses, then 200. */
function serverAnswering(...statuses: number[]) {
  const bodies: unknown[] = []
  vi.stubGlobal('fetch', async (_: string, init: { body: string }) => {
    bodies.push(JSON.parse(init.body))
    const status = statuses.shift() ?? 200
    return new Response(JSON.stringify({ detail: 'The database cannot be reached.' }), { status })
  })
  return bodies
}

const pressed = (name: string) => screen.getByRole('button', { name }).getAttribute('aria-pressed')
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

test('A37 a thumb is a toggle: pressed at once, sent, and taken back by pressing again', async () => {
  const bodies = serverAnswering()
  const submitted = vi.fn()
  render(<ModelFeedback conversationId="c" messageId="m" onFeedbackSubmitted={submitted} />)
  press('Helpful')
  expect(pressed('Helpful')).toBe('true')
  press('Helpful')
  expect(pressed('Helpful')).toBe('false')
  await vi.waitFor(() => expect(submitted.mock.calls).toEqual([[1], [0]]))
  expect(bodies).toEqual([
    { conversationId: 'c', messageId: 'm', rating: 1 },
    { conversationId: 'c', messageId: 'm', rating: 0 },
  ])
  expect(screen.getByRole('status').textContent).toBe('Rating taken back.')
})

test('A37 a thumbs-down asks for an optional comment', async () => {
  const bodies = serverAnswering()
  render(<ModelFeedback conversationId="c" messageId="m" />)
  press('Not helpful')
  fireEvent.change(screen.getByLabelText('What was wrong? (optional)'), { target: { value: ' Too long ' } })
  press('Send comment')
  await vi.waitFor(() => expect(bodies).toHaveLength(2))
  expect(bodies[1]).toEqual({ conversationId: 'c', messageId: 'm', rating: -1, comment: 'Too long' })
  expect(screen.queryByLabelText('What was wrong? (optional)')).toBeNull()
})

test('A37 a thumb that could not be stored is taken back and the reason shown', async () => {
  serverAnswering(503)
  const submitted = vi.fn()
  render(
    <ModelFeedback conversationId="c" messageId="m" initialRating={-1} onFeedbackSubmitted={submitted} />,
  )
  press('Helpful')
  expect((await screen.findByRole('alert')).textContent).toBe('The database cannot be reached.')
  expect([pressed('Helpful'), pressed('Not helpful')]).toEqual(['false', 'true'])
  expect(submitted).not.toHaveBeenCalled()
})
