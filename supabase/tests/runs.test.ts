import { v7 } from 'uuid'
import { expect } from 'vitest'
import { aCall, aRun, joinTeam, type Person, record, signUp } from './people'
import { onEveryDatabase, type StoryDatabase } from './stories'

const at = (second: number) => `2026-11-20T10:00:${String(second).padStart(2, '0')}+00:00`

async function storedRuns(db: StoryDatabase) {
  return db.sql(`
    select id::text, project_id::text, mode, status, qa_status, metadata,
      extract(second from started_at)::int as started, extract(second from finished_at)::int as finished
    from public.runs order by id`)
}

onEveryDatabase('runs', (story) => {
  story('E2 leads see the runs of their team; members, strangers and visitors do not', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const stranger = await signUp(db, 'stranger')
    await record(db, [aRun(lead)])
    expect(await db.as(lead, 'select id from public.runs')).toHaveLength(1)
    expect(await db.as(member, 'select id from public.runs')).toEqual([])
    expect(await db.as(stranger, 'select id from public.runs')).toEqual([])
    expect(await db.refusal('nobody', 'select id from public.runs')).toMatchObject({ code: '42501' })
  })

  story('E2 nobody but the server writes runs', async (db) => {
    const lead = await signUp(db, 'lead')
    await record(db, [aRun(lead)])
    for (const statement of [
      "update public.runs set status = 'failed'",
      'delete from public.runs',
      `insert into public.runs (team_id, id, status, started_at, source)
       values ('${lead.teamId}', gen_random_uuid(), 'running', now(), 'api')`,
    ]) {
      expect(await db.refusal(lead, statement), statement).toMatchObject({ code: '42501' })
    }
    expect(await db.refusal(lead, "select private.note_runs('{}')")).toMatchObject({ code: '42501' })
  })

  story('C6 what comes of a run in parts adds up to the same in any order and however often', async (db) => {
    const lead = await signUp(db, 'lead')
    const parts = (id: string) => [
      aRun(lead, { id, metadata: { trace_id: 'abc' } }),
      aRun(lead, { id, started_at: at(5), finished_at: at(12), mode: '3loop', qa_status: 'warning' }),
      aRun(lead, {
        id,
        started_at: at(1),
        finished_at: at(30),
        status: 'failed',
        metadata: { trace_id: 'abc', name: 'plan' },
      }),
    ]
    const [together, apart, backwards] = [v7(), v7(), v7()]
    await record(db, parts(together))
    for (const part of [...parts(apart), ...parts(backwards).toReversed()]) await record(db, [part])
    const stored = await storedRuns(db)
    expect(stored).toHaveLength(3)
    for (const run of stored) {
      expect(run).toMatchObject({ started: 1, finished: 30, status: 'failed', mode: '3loop' })
      expect(run).toMatchObject({ qa_status: 'warning', metadata: { trace_id: 'abc', name: 'plan' } })
    }
    expect(await record(db, [...parts(together), ...parts(apart)])).toMatchObject({ run: 0 })
    expect(await storedRuns(db)).toEqual(stored)
  })

  story('C6 a run is the team’s own, whatever another team calls the same', async (db) => {
    const [one, other] = [await signUp(db, 'one'), await signUp(db, 'other')]
    const id = v7()
    await record(db, [aRun(one, { id, mode: '2loop' }), aRun(other, { id, mode: '3loop' })])
    expect(await db.as(one, 'select mode from public.runs')).toEqual([{ mode: '2loop' }])
    expect(await db.as(other, 'select mode from public.runs')).toEqual([{ mode: '3loop' }])
  })

  story('E2 a run keeps its team’s project until that is deleted, and no other team’s', async (db) => {
    const [lead, stranger] = [await signUp(db, 'lead'), await signUp(db, 'stranger')]
    const projectOf = async (owner: Person) => {
      const [project] = await db.as(
        owner,
        'insert into public.projects (team_id, name) values ($1, $2) returning id::text',
        [owner.teamId, 'Search'],
      )
      return String(project?.id)
    }
    const [own, foreign] = [await projectOf(lead), await projectOf(stranger)]
    await record(db, [aRun(lead, { project_id: own }), aRun(lead, { project_id: foreign })])
    expect((await storedRuns(db)).map(({ project_id }) => project_id)).toEqual([own, null])
    await db.as(lead, 'delete from public.projects where id = $1', [own])
    expect((await storedRuns(db)).map(({ project_id }) => project_id)).toEqual([null, null])
  })

  story('E2 a run that ends before it begins, or says a status nobody knows, is refused', async (db) => {
    const lead = await signUp(db, 'lead')
    for (const wrong of [{ finished_at: at(3) }, { status: 'done' }, { mode: '' }]) {
      const events = JSON.stringify([{ ...aRun(lead), ...wrong }])
      expect(
        await db.refusal('service_role', 'select public.record_events($1::jsonb)', [events]),
      ).toMatchObject({ code: 'PT422' })
    }
  })

  story('C6 calls find their run whichever comes first', async (db) => {
    const lead = await signUp(db, 'lead')
    const run = aRun(lead)
    await record(db, [aCall(lead, { run_id: run.id })])
    await record(db, [run])
    expect(
      await db.as(
        lead,
        'select count(*)::int as calls from public.runs join public.model_performance_metrics as call ' +
          'on call.team_id = runs.team_id and call.run_id = runs.id',
      ),
    ).toEqual([{ calls: 1 }])
  })
})
