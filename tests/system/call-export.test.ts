import { parseCsv } from 'hucre/csv'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FaultProxy, startFaultProxy } from '../fault-proxy'
import { adminOf, newTeam } from '../recorded-calls'
import { type RunningApp, startApp } from '../start-app'
import { type Project, startProject } from '../start-project'
import { callEvents } from '../tracking-events'

const CALLS = 24_000
const BATCH = 4_000
const UNFIT_FOR_XML = '\u0001<\u{1f600}\ufffe\uffff>\u001f'
const FORMULAS = ['=1+1', '+1', '-1+2', '@SUM(A1)', '\tTab', '"=quoted"', 'plain, with comma']

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
    external_user_id: [...FORMULAS, UNFIT_FOR_XML][n] ?? `customer-${n}`,
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
    expect(users.slice(-FORMULAS.length).reverse()).toEqual([
      "'=1+1",
      "'+1",
      "'-1+2",
      "'@SUM(A1)",
      "'\tTab",
      '"=quoted"',
      'plain, with comma',
    ])
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

  test('what XML forbids leaves an Excel file well-formed', async () => {
    const answer = await ask('format=xlsx&columns=user')
    const book = await readXlsx(new Uint8Array(await answer.arrayBuffer()))
    expect(book.sheets[0]?.rows.at(-1 - FORMULAS.length)).toEqual(['\u0001<\u{1f600}\ufffd\ufffd>\u001f'])
  })

  test('it stops reading when the client goes away', async () => {
    const before = proxy.requests
    const leave = new AbortController()
    const answer = await ask('format=csv', lead.cookie, leave.signal)
    await answer.body?.getReader().read()
    leave.abort()
    // As long as the whole file takes, and more.
    await new Promise((resolve) => setTimeout(resolve, 5_000))
    const asked = proxy.requests - before
    const whole = proxy.requests
    await (await ask('format=csv')).text()
    expect(asked).toBeLessThan((proxy.requests - whole) / 2)
  })

  test('it is for leads, and names what it cannot read', async () => {
    const member = await newTeam(project, 'member@example.com')
    const admin = adminOf(project)
    const { data } = await admin.from('team_members').select('user_id').eq('team_id', member.teamId).single()
    await admin
      .from('team_members')
      .insert({ team_id: lead.teamId, user_id: String(data?.user_id), role: 'member' })
    const inTeam = `${member.cookie}; augury_team=${lead.teamId}`
    expect((await ask('format=csv', inTeam)).status).toBe(403)
    expect((await ask('format=csv', '')).status).toBe(401)
    const wrong = await ask('format=pdf&columns=secret')
    expect(wrong.status).toBe(400)
    expect(await wrong.json()).toMatchObject({ errors: [{ path: 'format' }, { path: 'columns.0' }] })
  })
})
