import { expect, test } from 'vitest'
import { countPlaywright, countVitest } from './test-report'

test('counts tests, and a file that could not run as a failure', () => {
  const report = {
    testResults: [
      {
        status: 'passed',
        assertionResults: [{ status: 'passed' }, { status: 'passed' }, { status: 'skipped' }],
      },
      { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
    ],
  }
  expect(countVitest(JSON.stringify(report))).toEqual({ passed: 3, failed: 2 })
})

test('a journey that passed at the second try has failed', () => {
  const report = { errors: [], stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 } }
  expect(countPlaywright(JSON.stringify(report))).toEqual({ passed: 5, failed: 2 })
})
