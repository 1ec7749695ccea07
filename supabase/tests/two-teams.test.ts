import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { aCall, aConversation, aDecision, aMessage, type Person, record, signUp } from './people'
import { rebuild, rollUp } from './rollups'
import { type NativeSession, nativeSession } from './sessions'
import { newNativeDatabase, type Row, type StoryDatabase } from './stories'

/** A team with a word that nothing but its own data holds. */
type Team = { word: string; lead: Person; conversationId: string; messageId: string; projectId: string }

async function aTeam(db: StoryDatabase, word: string): Promise<Team> {
  return { word, lead: await signUp(db, word), conversationId: v7(), messageId: v7(), projectId: v7() }
}

/** Calls, thumbs, decisions, changes and text, some of them rolled up; another day and hour for each round. */
async function fill(db: NativeSession, team: Team, round: number) {
  const { word, lead } = team
  const conversation = aConversation(lead, { id: round === 0 ? team.conversationId : v7(), title: word })
  const message = aMessage(lead, conversation.id, { id: round === 0 ? team.messageId : v7(), content: word })
  const call = (index: number) =>
    aCall(lead, {
      timestamp: new Date(Date.now() - (index + 1) * (3 + round) * 3_600_000).toISOString(),
      provider: word,
      model: word,
      feature: word,
      external_user_id: word,
      project_id: team.projectId,
      response_time_ms: 100 + 7 * index + round,
      ...(index % 3 === 0 ? { outcome: 'error', error_kind: word, error_message: word } : {}),
    })
  await db.sql('insert into public.projects (team_id, id, name) values ($1, $2, $3) on conflict do nothing', [
    lead.teamId,
    team.projectId,
    word,
  ])
  const answered = aCall(lead, { message_id: message.id, conversation_id: conversation.id })
  const decision = aDecision(lead, { provider: word, model: word, reason: word, message_id: message.id })
  await record(db, [
    conversation,
    message,
    answered,
    decision,
    ...Array.from({ length: 60 }, (_, index) => call(index)),
  ])
  await rollUp(db)
  await record(
    db,
    Array.from({ length: 40 }, (_, index) => call(60 + index)),
  )
  await db.as(lead, 'select public.submit_message_feedback($1, $2, -1, null, $3)', [
    lead.teamId,
    conversation.id,
    word,
  ])
  await db.sql(
    `insert into public.model_changes
      (team_id, provider, model, direction, changed_at, success_before, success_after, calls_after)
    values ($1, $2, $2, 'drop', now(), 0.9, 0.5, 40)`,
    [lead.teamId, word],
  )
  await db.sql(
    `insert into public.alerts
      (team_id, kind, day, starts_at, ends_at, subject, feature, measured, usual, unusual_from, compared_with,
        compared_days)
    values ($1, 'unusual_cost', current_date - $3::int, now(), now(), 'feature', $2, 9, 1, 5, 'own days', 20)`,
    [lead.teamId, word, round],
  )
  await db.sql('select private.request_rebuild($1)', [lead.teamId])
}

/** What the function is asked about the team, by names and types of its arguments; whatever has a default is given too. */
function argumentsAbout(team: Team, names: readonly string[], types: readonly string[]): string[] {
  const quoted = (text: string) => `'${text}'`
  const ids: Record<string, string> = {
    conversation: team.conversationId,
    message: team.messageId,
    project: team.projectId,
  }
  const words: Record<string, string> = {
    p_time_zone: 'UTC',
    p_role: 'member',
    p_task_type: 'coding',
    p_subject_type: 'user',
    task_type: 'coding',
    complexity: 'medium',
    p_task_complexity: 'medium',
    priority: 'balanced',
    name: 'UTC',
  }
  const days = names.some((name) => /days$/.test(name))
  return types.map((type, index) => {
    const name = names[index] ?? ''
    const kind = Object.keys(ids).find((each) => name.includes(each))
    if (type === 'uuid') return quoted((kind && ids[kind]) || team.lead.teamId)
    if (type === 'text') return quoted(words[name] ?? team.word)
    if (type === 'date') return days ? 'null' : 'current_date'
    if (type === 'timestamp with time zone')
      return /from|since/.test(name) ? "now() - interval '20 days'" : 'now()'
    if (/^(integer|bigint|smallint|numeric|real|double precision)$/.test(type))
      return name.endsWith('days') ? '30' : '1'
    return `null::${type}`
  })
}

type Routine = { name: string; names: string[]; types: string[] }

/** Every table, partition and view, and every function that is no trigger. */
async function everyDoor(db: StoryDatabase) {
  const relations = await db.sql(
    `select class.oid::regclass::text as name from pg_class as class
    where class.relnamespace::regnamespace::text in ('public', 'private') and class.relkind in ('r', 'p', 'v')
    order by 1`,
  )
  const routines = await db.sql(
    `select
      routine.oid::regproc::text as name,
      coalesce(routine.proargnames[:routine.pronargs], '{}') as names,
      array(select format_type(type, null) from unnest(routine.proargtypes) as type) as types
    from pg_proc as routine
    where routine.pronamespace::regnamespace::text in ('public', 'private')
      and routine.prorettype <> 'trigger'::regtype
      -- They tell how much the whole server has written, or only write down what they were asked.
      and routine.proname not in ('transaction_id', 'settled_transaction_id', 'log_condition', 'log_names', 'log_pattern', 'log_sources')
    order by routine.oid::regprocedure::text`,
  )
  return { relations: relations.map(({ name }) => String(name)), routines: routines.map(routineOf) }
}

function routineOf(row: Row): Routine {
  return row as Routine
}

/** What each door tells somebody who asks about a team, refusals included; nothing of it lasts. */
async function answers(db: NativeSession, caller: Person, about: Team): Promise<Map<string, string>> {
  const { relations, routines } = await everyDoor(db)
  const told = new Map<string, string>()
  const ask = async (statement: string) => {
    await db
      .transaction(async (inside) => {
        const [row] = await inside.as(caller, statement)
        throw new Told(String(row?.answer))
      })
      .catch((error) => told.set(statement, error instanceof Told ? error.message : String(error)))
  }
  const whole = "coalesce(string_agg(item::text, ' ' order by item::text), '') as answer"
  for (const relation of relations) await ask(`select ${whole} from ${relation} as item`)
  for (const { name, names, types } of routines) {
    await ask(`select ${whole} from ${name}(${argumentsAbout(about, names, types)}) as item`)
  }
  return told
}

/** An answer whose transaction is undone. */
class Told extends Error {}

/** Without what is made anew for each question: ids, secrets and times. */
function settledText(answer: string, known: readonly string[]): string {
  return answer
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, (id) => (known.includes(id) ? id : 'an id'))
    .replace(/"(?:token|key)": "[^"]+"/g, 'a secret')
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:[\d.]+/g, 'a time')
}

const NUMBER = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g

/** The same words, and the same numbers but for what old evidence loses in weight between two questions. */
function isSame(one: string, other: string): boolean {
  const [numbers, others] = [one.match(NUMBER) ?? [], other.match(NUMBER) ?? []]
  return (
    one.replace(NUMBER, '#') === other.replace(NUMBER, '#') &&
    numbers.every((number, index) => {
      const [a, b] = [Number(number), Number(others[index])]
      return number === others[index] || Math.abs(a - b) <= 1e-4 * Math.abs(a)
    })
  )
}

const wordsOf = (team: Team) => [
  ...[team.word, team.lead.userId, team.lead.teamId],
  ...[team.projectId, team.conversationId, team.messageId],
]

test.each(['Postgres 15', 'Postgres 17'] as const)(
  'A1 no table, view, partition, function or filter tells a lead anything of another team, on %s',
  { timeout: 120_000 },
  async (name) => {
    const url = await newNativeDatabase(name)
    const [db, asking] = [await nativeSession(name, url), await nativeSession(name, url)]
    const teams = [await aTeam(db, 'wordofone'), await aTeam(db, 'wordoftwo')] as const
    await fill(db, teams[0], 0)
    for (const [round, [me, other]] of [teams, [teams[1], teams[0]] as const].entries()) {
      await rollUp(db)
      await rebuild(db)
      const known = [...wordsOf(me), ...wordsOf(other)]
      const about = async (team: Team) =>
        [...(await answers(asking, me.lead, team))].map(([statement, answer]) => ({
          statement,
          answer: settledText(answer, known),
        }))
      const differing = (one: Awaited<ReturnType<typeof about>>, others: typeof one) =>
        one.filter(({ answer }, index) => !isSame(answer, others[index]?.answer ?? ''))
      const before = { own: await about(me), theirs: await about(other) }
      await fill(db, other, round)
      const after = { own: await about(me), theirs: await about(other) }
      expect(differing(after.own, before.own)).toEqual([])
      expect(differing(after.theirs, before.theirs)).toEqual([])

      // The team might as well not exist.
      const nowhere = {
        ...other,
        lead: { userId: v7(), teamId: v7() },
        conversationId: v7(),
        messageId: v7(),
      }
      expect(differing(after.theirs, await about(nowhere))).toEqual([])

      for (const { statement, answer } of [...after.own, ...after.theirs]) {
        for (const word of wordsOf(other)) expect(answer, statement).not.toContain(word)
      }
      const speaking = after.own
        .filter(({ answer }) => answer.includes(me.word))
        .map(({ statement }) => statement)
      expect(speaking.join('\n')).toMatch(/get_models_analytics/)
      expect(speaking.length, 'doors that tell something of the own team').toBeGreaterThan(20)
    }
  },
)
