import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startMaintenance } from '@/lib/maintenance/start-maintenance'
import { type LocalSupabase, startLocalSupabase } from '@/supabase/local/start-local-supabase'
import { newTeam, recordCalls } from '../recorded-calls'

const ending = new AbortController()
let dataDir: string
let local: LocalSupabase
let teamId: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'augury-'))
  local = await startLocalSupabase({ dataDir, onEmail: () => undefined })
  Object.assign(process.env, {
    SUPABASE_URL: local.url,
    SUPABASE_PUBLISHABLE_KEY: local.keys.publishableKey,
    SUPABASE_SECRET_KEY: local.keys.secretKey,
    SUPABASE_JWT_SECRET: local.keys.jwtSecret,
  })
  teamId = (await newTeam(project(), 'lead@example.com')).teamId
})
afterAll(async () => {
  ending.abort()
  await local?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const project = () => ({ url: local.url, ...local.keys })

function recordSome(count: number, model: string) {
  const outcomes = Array.from({ length: count }, () => 'ok' as const)
  return recordCalls(project(), teamId, [{ provider: 'p', model, outcomes, firstAt: Date.now() - 3_600_000 }])
}

/** What is rolled up, and what is left to do. */
async function rollups() {
  const [row] = await local.database.owner.query(
    `select
      (select sum(rollup.calls)::int from private.live_rollups as rollup where rollup.team_id = $1 and rollup.grain = 'arm') as calls,
      (select count(*)::int from private.unrolled_calls($1)) as unrolled,
      private.current_zone($1) as zone,
      (select state.rebuild_phase from private.rollup_state as state where state.team_id = $1) as phase`,
    [teamId],
  )
  return row
}

test('A11 two instances roll up all calls, once, and count them anew in a new time zone', async () => {
  await recordSome(30, 'a')
  await local.database.owner.query("update public.teams set time_zone = 'Asia/Kathmandu' where id = $1", [
    teamId,
  ])
  expect(await rollups()).toMatchObject({ unrolled: 30, zone: 'UTC' })
  for (let instance = 0; instance < 2; instance++) startMaintenance(ending.signal)
  const done = { unrolled: 0, zone: 'Asia/Kathmandu', phase: null }
  await vi.waitFor(async () => expect(await rollups()).toEqual({ ...done, calls: 30 }), 45_000)
  await recordSome(12, 'b')
  await vi.waitFor(async () => expect(await rollups()).toEqual({ ...done, calls: 42 }), 45_000)
}, 120_000)
