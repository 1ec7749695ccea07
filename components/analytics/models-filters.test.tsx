// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { ModelsFilters } from '@/components/analytics/models-filters'
import type { ModelsAnswer } from '@/lib/analytics/models-answer'
import { type ModelsQuery, UNFILTERED } from '@/lib/analytics/models-search'

afterEach(cleanup)

const all: ModelsQuery = { days: 30, from: null, to: null, ...UNFILTERED, groupBy: null }
const APP = '0198f6a2-7b1c-7d3e-9a55-0c2f4e6d8b10'
const options: ModelsAnswer['options'] = {
  models: [
    { provider: 'openai', model: 'gpt-5.5' },
    { provider: 'google', model: 'gemini-3.5-flash' },
    { provider: 'openai', model: 'gpt-5.6' },
  ],
  taskTypes: ['coding'],
  features: ['code_review', 'chat'],
  projects: [{ id: APP, name: 'Companion app' }],
}
const period: ModelsAnswer['period'] = {
  days: 30,
  from: '2026-10-23',
  to: '2026-11-21',
  previousFrom: '2026-09-23',
  previousTo: '2026-10-22',
  previousUntil: '2026-10-22T12:00:00',
}

function show(query: ModelsQuery) {
  const onChange = vi.fn()
  render(<ModelsFilters query={query} answer={{ options, period }} onChange={onChange} />)
  return onChange
}

const choices = (name: string) =>
  [...screen.getByRole('combobox', { name }).querySelectorAll('option')].map((option) => option.textContent)

test('A26 provider, feature and project wait behind one button until they are wanted', () => {
  const onChange = show(all)
  expect(screen.queryByRole('combobox', { name: 'Feature' })).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'More filters', expanded: false }))
  expect(choices('Provider')).toEqual(['All providers', 'google', 'openai'])
  expect(choices('Feature')).toEqual(['All features', 'chat', 'code_review'])
  fireEvent.change(screen.getByRole('combobox', { name: 'Project' }), { target: { value: APP } })
  expect(onChange).toHaveBeenLastCalledWith({ ...all, project: APP })
})

test('A26 a link with such a filter shows it at once, and what it cannot narrow', () => {
  const onChange = show({ ...all, provider: 'openai', feature: 'code_review' })
  expect(screen.getByRole('button', { name: 'More filters (2)', expanded: true })).toBeDefined()
  expect(choices('Model')).toEqual(['All models', 'gpt-5.5', 'gpt-5.6'])
  expect(screen.getByText(/stay those of all features and projects/)).toBeDefined()
  fireEvent.change(screen.getByRole('combobox', { name: 'Feature' }), { target: { value: '' } })
  expect(onChange).toHaveBeenLastCalledWith({ ...all, provider: 'openai' })
})

test('A26 what is filtered by but does not occur stays chosen', () => {
  const other = '0198f6a2-7b1c-7d3e-9a55-0c2f4e6d8b11'
  show({ ...all, feature: 'gone', project: other })
  expect(screen.getByRole('combobox', { name: 'Feature' })).toHaveProperty('value', 'gone')
  expect(screen.getByRole('combobox', { name: 'Project' })).toHaveProperty('value', other)
  expect(choices('Project')).toEqual(['All projects', 'Companion app', 'A project without calls'])
})
