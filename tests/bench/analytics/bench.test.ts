import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { z } from 'zod'

const line = z.strictObject({
  name: z.string(),
  value: z.number().positive(),
  unit: z.enum(['ms', 's', 'ratio', 'bytes', 'calls/s']),
  rows: z.literal(1000),
})

test('the analytics benchmark prints each of its figures as a line of JSON', async () => {
  const main = join(import.meta.dirname, 'main.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['--import', 'tsx', '--conditions=react-server', main, '--rows', '1000'],
    ...['--rounds', '3', '--ingest', '500', '--seconds', '1'],
  ])
  const lines = stdout.trim().split('\n')
  expect(lines.map((text) => line.parse(JSON.parse(text)).name)).toEqual([
    'load_s',
    'roll_up_s',
    'models_ms_p50',
    'models_ms_p95',
    'models_growth',
    'models_speedup',
    'quantile_error_max',
    'bytes_per_call',
    'page_over_health',
    'ingest_calls_per_s',
    'ingest_while_reading_p95',
    'bare_calls_per_s',
    'ingest_ratio',
    'rebuild_s',
    'retention_ms',
  ])
})
