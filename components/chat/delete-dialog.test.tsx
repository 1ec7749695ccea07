// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { DeleteDialog } from '@/components/chat/delete-dialog'

afterEach(cleanup)

test('two quick clicks delete once, and the next dialog begins without a problem of the last', async () => {
  let asked = 0
  const onDelete = async () => {
    asked += 1
    return 'The database cannot be reached.'
  }
  const dialog = (title: string | null) => (
    <DeleteDialog title={title} onClose={() => undefined} onDelete={onDelete} />
  )
  const { rerender } = render(dialog('First'))
  const button = screen.getByText('Delete')
  fireEvent.click(button)
  fireEvent.click(button)
  await screen.findByText('The database cannot be reached.')
  expect(asked).toBe(1)
  rerender(dialog(null))
  rerender(dialog('Second'))
  expect(screen.queryByText('The database cannot be reached.')).toBeNull()
})
