import { z } from 'zod'

export type TestCount = { passed: number; failed: number }

const vitestReport = z.object({
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
})
const playwrightReport = z.object({
  errors: z.array(z.unknown()),
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
})

/** Tests of a Vitest JSON report; a file that could not run at all is one failure. */
export function countVitest(json: string): TestCount {
  const files = vitestReport.parse(JSON.parse(json)).testResults
  const all = files.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status))
  const broken = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: all.filter((status) => status === 'passed').length,
    failed: all.filter((status) => status === 'failed').length + broken.length,
  }
}

/** Tests of a Playwright JSON report; one that only passed when tried again has failed. */
export function countPlaywright(json: string): TestCount {
  const { stats, errors } = playwrightReport.parse(JSON.parse(json))
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length }
}
