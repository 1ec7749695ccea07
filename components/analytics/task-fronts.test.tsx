// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { TaskFronts } from '@/components/analytics/task-fronts'
import { coding, codingFront, measured } from '@/components/charts/front.fixture'
import { type ModelsQuery, UNFILTERED } from '@/lib/analytics/models-search'

afterEach(cleanup)

const all: ModelsQuery = { days: 30, from: null, to: null, ...UNFILTERED, groupBy: null }
const creative = { ...coding([measured('muse', 0.9)]), taskType: 'creative' } as const

function show(query: ModelsQuery) {
  const fronts = [creative, codingFront()]
  render(<TaskFronts fronts={fronts} evidenceDays={30} query={query} onChange={() => undefined} />)
}

test('A41 the task with the most calls is shown until one is chosen', () => {
  show(all)
  expect(screen.getByRole('link', { current: true }).textContent).toBe('Coding')
  cleanup()
  show({ ...all, taskType: 'creative' })
  expect(screen.getByRole('link', { current: true }).textContent).toBe('Creative')
  expect(screen.getByText('Only muse has enough evidence for creative: 90.0% good answers')).toBeDefined()
})

test('A41 the address of a task keeps the other filters', () => {
  show({ ...all, days: 7 })
  expect(screen.getByRole('link', { name: 'Creative' }).getAttribute('href')).toBe(
    '/analytics/models?days=7&task_type=creative',
  )
})

test('A41 what would settle it stands beside the chart and beside the table', () => {
  show(all)
  const settling = 'Telling new from gpt-5.6-mini would take about 120 calls with each.'
  expect(screen.getByText(settling)).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: /^Show as table/ }))
  expect(screen.getAllByRole('row')).toHaveLength(7)
  expect(screen.getByText(settling)).toBeDefined()
})

test('A41 a task without evidence says that there is nothing to weigh', () => {
  show({ ...all, taskType: 'other' })
  expect(screen.getByText(/^No call of this task type succeeded or failed in the last 30 days/)).toBeDefined()
})
