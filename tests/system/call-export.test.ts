import { parseCsv } from 'hucre/csv'
import { readXlsx } from 'hucre/xlsx'
import { decodeJwt, SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readSessionCookie } from '@/lib/auth/session-cookie'
import { type FaultProxy, startFaultProxy } from '../fault-proxy'
import { adminOf, newTeam } from '../recorded-calls'
import { cookieOf } from '../session-of'
import { type RunningApp, startApp } from '../start-app'
import { type Project, startProject } from '../start-project'
import { callEvents } from '../tracking-events'

const CALLS = 24_000
const BATCH = 4_000
const UNFIT_FOR_XML = '\u0001<\u{1f600}\ufffe\uffff>\u001f'
const ESCAPED_FOR_XML = '_x0041_ and _X005f_x0042_'
/** And what a CSV has in their place. */
const FORMULAS = [
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1+2', "'-1+2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tTab', "'\tTab"],
  ['  =1+1', "'  =1+1"],
  ['＝1+1', "'＝1+1"],
  ['＠SUM(A1)', "'＠SUM(A1)"],
  ['"=quoted"', '"=quoted"'],
  ['plain, with comma', 'plain, with comma'],
] as const
const SPECIAL = [...FORMULAS.map(([text]) => text), UNFIT_FOR_XML, ESCAPED_FOR_XML]

let project: Project
let proxy: FaultProxy
let app: RunningApp
let lead: { teamId: string; cookie: string }
/** As they were written, the newest first. */
let ids: string[]

beforeAll(async () => {
  project = await startProject('native', false)
  proxy = await startFaultProxy(project.url)
  app = await startApp(project.variables(proxy.url))
  lead = await newTeam(project, 'lead@example.com')
  const start = Date.now() - 86_400_000
  const events = callEvents(CALLS).map((call, n) => ({
    ...call,
    team_id: lead.teamId,
    user_id: null,
    external_user_id: SPECIAL[n] ?? `customer-${n}`,
    timestamp: new Date(start + n).toISOString(),
    model: n % 2 ? 'odd' : 'even',
  }))
  for (let first = 0; first < CALLS; first += BATCH) {
    const { error } = await adminOf(project).rpc('record_events', {
      events: events.slice(first, first + BATCH),
    })
    if (error) throw error
  }
  ids = events.map(({ id }) => id).reverse()
}, 120_000)

afterAll(async () => {
  await app?.stop()
  await proxy?.stop()
  await project?.stop()
})

function ask(search: string, cookie = lead.cookie, signal?: AbortSignal): Promise<Response> {
  return fetch(`${app.url}/api/analytics/logs/export?${search}`, {
    headers: { cookie },
    ...(signal && { signal }),
  })
}

afterEach(() => {
  proxy.holdBack = () => null
})

/** From here on, each export waits for its second page until told. */
function holdSecondPage() {
  const held = Promise.withResolvers<{ isGone: Promise<unknown> }>()
  const released = Promise.withResolvers<void>()
  let pages = 0
  proxy.holdBack = (path, isGone) => {
    if (!path.includes('export_call_log') || ++pages < 2) return null
    held.resolve({ isGone })
    return released.promise
  }
  return { pages: () => pages, isHeld: held.promise, release: released.resolve }
}

/** The lead's session with a token that ends so soon; `expiresAt` in milliseconds. */
async function expiringIn(seconds: number) {
  const cookies = new Map(lead.cookie.split('; ').map((pair) => pair.split(/=(.*)/s) as [string, string]))
  const session = await readSessionCookie((name) => cookies.get(name))
  if (!session) throw new Error('no session')
  const exp = Math.ceil(Date.now() / 1000) + seconds
  const token = await new SignJWT({ ...decodeJwt(session.access_token), exp })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(project.jwtSecret))
  return { cookie: cookieOf({ ...session, access_token: token }), expiresAt: exp * 1000 }
}

/** A new person in the lead's team. */
async function joining(email: string, role: 'lead' | 'member') {
  const person = await newTeam(project, email)
  const members = adminOf(project).from('team_members')
  const { data } = await members.select('user_id').eq('team_id', person.teamId).single().throwOnError()
  await adminOf(project)
    .from('team_members')
    .insert({ team_id: lead.teamId, user_id: data.user_id, role })
    .throwOnError()
  return { userId: data.user_id, cookie: `${person.cookie}; augury_team=${lead.teamId}` }
}

describe('C17 exports of the log', () => {
  test('a CSV has every call of the filter, newest first, as spreadsheets read it', async () => {
    const answer = await ask('format=csv&columns=id,user,model&model=even')
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toContain('augury-calls.csv')
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const text = new TextDecoder().decode(bytes)
    expect(text.split('\r\n')[0]).toBe('User,Model,Id')
    expect(text.replaceAll('\r\n', '')).not.toContain('\n')
    const [, ...rows] = parseCsv(text)
    expect(rows.map(([, , id]) => id)).toEqual(ids.filter((_, index) => index % 2 === 1))
    expect(new Set(rows.map(([, model]) => model))).toEqual(new Set(['even']))
  })

  test('no cell of a CSV begins as a formula', async () => {
    const text = await (await ask('format=csv&columns=user')).text()
    const users = parseCsv(text).map(([user]) => String(user))
    expect(users).toHaveLength(CALLS + 1)
    expect(users.reverse().slice(0, FORMULAS.length)).toEqual(FORMULAS.map(([, written]) => written))
  })

  test('an Excel file has numbers as numbers, times as times and formulas as text', async () => {
    const answer = await ask('format=xlsx&columns=time,user,total_tokens,cost_usd')
    const book = await readXlsx(new Uint8Array(await answer.arrayBuffer()))
    const [header, ...rows] = book.sheets[0]?.rows ?? []
    expect(header).toEqual(['Time (UTC)', 'User', 'Tokens', 'Cost (USD)'])
    expect(rows).toHaveLength(CALLS)
    const [time, user, tokens, cost] = rows.at(-1) ?? []
    expect(time).toBeInstanceOf(Date)
    expect([user, tokens, cost]).toEqual(['=1+1', 30, 0.0001])
    expect([...(book.sheets[0]?.cells?.values() ?? [])].filter((cell) => cell.formula)).toEqual([])
  })

  test('what XML forbids, or would take for an escape, leaves an Excel file well-formed', async () => {
    const answer = await ask('format=xlsx&columns=user')
    const book = await readXlsx(new Uint8Array(await answer.arrayBuffer()))
    const users = book.sheets[0]?.rows.flat().reverse() ?? []
    expect(users.slice(FORMULAS.length, SPECIAL.length)).toEqual([
      '\u0001<\u{1f600}\ufffd\ufffd>\u001f',
      ESCAPED_FOR_XML,
    ])
  })

  test('it stops reading when the client goes away', async () => {
    const { pages, isHeld } = holdSecondPage()
    const leave = new AbortController()
    await ask('format=csv', lead.cookie, leave.signal)
    const { isGone } = await isHeld
    leave.abort()
    await isGone
    expect(pages()).toBe(2)
  })

  test('it outlasts the token that it was asked for with', async () => {
    // Twice as long again where the machine is so slow that the export does not even begin.
    for (let seconds = 4; ; seconds *= 2) {
      const { isHeld, release } = holdSecondPage()
      const { cookie, expiresAt } = await expiringIn(seconds)
      const answer = await ask('format=csv&columns=id', cookie)
      if (answer.status === 401) continue
      await isHeld
      await new Promise((resolve) => setTimeout(resolve, expiresAt - Date.now() + 1_000))
      expect((await ask('format=csv', cookie)).status).toBe(401)
      release()
      expect(
        parseCsv(await answer.text())
          .flat()
          .slice(1),
      ).toEqual(ids)
      return
    }
  }, 120_000)

  test('it breaks off for whoever leads the team no longer', async () => {
    const second = await joining('second@example.com', 'lead')
    const { isHeld, release } = holdSecondPage()
    const answer = await ask('format=csv', second.cookie)
    await isHeld
    await adminOf(project)
      .from('team_members')
      .update({ role: 'member' })
      .eq('team_id', lead.teamId)
      .eq('user_id', second.userId)
      .throwOnError()
    release()
    await expect(answer.text()).rejects.toThrow()
  })

  test('it is for leads, and names what it cannot read', async () => {
    const member = await joining('member@example.com', 'member')
    expect((await ask('format=csv', member.cookie)).status).toBe(403)
    expect((await ask('format=csv', '')).status).toBe(401)
    const wrong = await ask('format=pdf&columns=secret')
    expect(wrong.status).toBe(400)
    expect(await wrong.json()).toMatchObject({ errors: [{ path: 'format' }, { path: 'columns.0' }] })
  })
})
