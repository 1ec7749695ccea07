import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { differences } from './compare-figures'
import { aConversation, joinTeam, type Person, record, signUp } from './people'
import { dailyUsage, type Filter, rawAnswer, rawUsage } from './raw-figures'
import { REMEMBERED, rememberCalls } from './remember-calls'
import {
  answerOf,
  cleanUpOnce,
  modelsAnalytics,
  rebuild,
  rebuildOnce,
  rollUp,
  rollUpOnce,
  rollupRows,
} from './rollups'
import { nativeSession, type Session } from './sessions'
import { newNativeDatabase } from './stories'
import { type Answer, aWriter } from './writers'

const TIME_ZONE = 'America/New_York'
const WRITERS = 6
const SNAPSHOTS = 500
const KEPT_DAYS = 9
const WRITTEN_DAYS = 14
const PROJECT = '0190a000-0000-7000-8000-000000000001'

const QUESTIONS: readonly { days: number; filter?: Filter; from?: string }[] = [
  // Retention keeps the calls of these and of the days before them.
  { days: 4 },
  { days: 3, filter: { model: 'gpt-5.5' } },
  { days: 2, filter: { provider: 'openai', taskType: 'coding' } },
  { days: 1, filter: { feature: 'search' } },
  // It has removed some of these.
  { days: 8, from: REMEMBERED },
  { days: 30, from: REMEMBERED },
  { days: 30, from: REMEMBERED, filter: { projectId: PROJECT } },
]

/** Compares every figure in one snapshot; what differs. */
async function compare(db: Session, lead: Person, member: Person, number: number): Promise<string[]> {
  const { days, filter, from } = QUESTIONS[number % QUESTIONS.length] ?? { days: 4 }
  const zones = [{ timeZone: TIME_ZONE, until: null }]
  return db.transaction(async (inside) => {
    const answer = await modelsAnalytics(inside, lead, { days }, filter)
    const period = answerOf(answer.period)
    const raw = await rawAnswer(inside, { teamId: lead.teamId, zones, period, filter, from })
    const asked = { teamId: lead.teamId, zones, from, first: period.from, last: period.to }
    const found = differences(answer, raw)
    const caller = number % 2 === 0 ? lead : member
    const used = await dailyUsage(inside, caller, period.from, period.to)
    const counted = await rawUsage(inside, { ...asked, userId: caller === lead ? undefined : member.userId })
    if (used !== counted) found.push(`usage: ${used}, counted ${counted}`)
    return found
  }, 'isolation level repeatable read read only')
}

test('A18 every answer is exact while six write, two roll up, one rebuilds and one removes', {
  timeout: 120_000,
}, async () => {
  const url = await newNativeDatabase('Postgres 17')
  const open = () => nativeSession('Postgres 17', url)
  const owner = await open()
  await rememberCalls(owner)
  const lead = await signUp(owner, 'lead', TIME_ZONE)
  const member = await joinTeam(owner, lead.teamId, 'member')
  await owner.sql('update public.teams set retention_days = $1 where id = $2', [KEPT_DAYS, lead.teamId])
  const conversation = aConversation(lead)
  await record(owner, [conversation])

  const answers: Answer[] = []
  const found: string[] = []
  let snapshots = 0
  let transactions = 0
  let generation = 1
  let removed = 0
  // Until all was counted anew several times and calls were removed, however long the machine takes.
  const isDone = () => found.length > 0 || (snapshots >= SNAPSHOTS && generation > 3 && removed > 0)
  const until = async (work: () => Promise<unknown>, pauseMs: number) => {
    while (!isDone()) {
      await work()
      await sleep(pauseMs)
    }
  }
  const failed = (error: unknown) => void found.push(String(error))
  const writers = Array.from({ length: WRITERS }, async (_, index) => {
    const session = await open()
    const options = {
      seed: 11 + index,
      owners: [lead, member],
      conversationId: conversation.id,
      answers,
    } as const
    const write = aWriter(session, { ...options, days: WRITTEN_DAYS })
    await until(async () => {
      // The more there is the longer a count of it takes: many comparisons of few calls say more.
      if (transactions < 5 * (snapshots + WRITERS)) {
        await write()
        transactions += 1
      }
    }, 2)
  })
  const recount = async (session: Session) => {
    await rebuildOnce(session, 300)
    const [state] = await session.sql(
      'select generation, rebuild_wanted or rebuild_phase is not null as is_due from private.rollup_state where team_id = $1',
      [lead.teamId],
    )
    generation = Number(state?.generation)
    if (!state?.is_due) await session.sql('select private.request_rebuild($1)', [lead.teamId])
  }
  const remove = async (session: Session) => {
    removed += Number((await cleanUpOnce(session)).callsDeleted)
  }
  const keepers = [
    { keep: rollUpOnce, pauseMs: 4 },
    { keep: (session: Session) => rollUpOnce(session, 10), pauseMs: 4 },
    { keep: recount, pauseMs: 60 },
    { keep: remove, pauseMs: 40 },
  ].map(async ({ keep, pauseMs }) => {
    const session = await open()
    await until(() => keep(session), pauseMs)
  })
  const readers = Array.from({ length: 2 }, async () => {
    const session = await open()
    await until(async () => found.push(...(await compare(session, lead, member, snapshots++))), 0)
  })
  await Promise.all([...writers, ...keepers, ...readers].map((actor) => actor.catch(failed)))
  expect(found).toEqual([])

  console.log(`${snapshots} snapshots compared, ${transactions} transactions,`, { generation, removed })
  // What arrived while a team is counted anew rolls up afterwards.
  await rebuild(owner)
  await rollUp(owner)
  const rolled = await rollupRows(owner)
  expect(await rollUp(owner)).toBe(0)
  expect(await rollupRows(owner)).toEqual(rolled)
  for (const number of QUESTIONS.keys()) expect(await compare(owner, lead, member, number)).toEqual([])
})
