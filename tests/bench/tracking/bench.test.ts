import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { z } from 'zod'

const line = z.strictObject({
  name: z.string(),
  value: z.number().positive(),
  unit: z.enum(['ms', 'us', 'rows/s', 'MB', 'calls/s', 'spans/s']),
})

test('the tracking benchmark prints each of its figures as a line of JSON', async () => {
  const main = join(import.meta.dirname, 'main.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['--import', 'tsx', '--conditions=react-server', main],
    ...['--rows', '1000', '--sent', '500', '--rounds', '2'],
  ])
  const names = stdout
    .trim()
    .split('\n')
    .map((text) => line.parse(JSON.parse(text)).name)
  expect(names).toEqual([
    'log_page_1_ms',
    'log_page_1000_ms',
    'log_search_ms',
    'enqueue_p99_us',
    'export_rows_per_s',
    ...(process.platform === 'linux' ? ['export_peak_mb'] : []),
    'track_calls_per_s',
    'otlp_spans_per_s',
  ])
}, 180_000)
