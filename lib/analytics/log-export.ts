import 'server-only'
import { writeCsvStream } from 'hucre/csv'
import { writeXlsxStream } from 'hucre/xlsx'
import type { CallColumn } from '@/lib/analytics/call-columns'
import { logArguments, logPageOf, type PageQuery } from '@/lib/analytics/log'
import type { LogPage } from '@/lib/analytics/log-answer'
import type { ExportQuery } from '@/lib/analytics/log-query'
import type { LogFilter } from '@/lib/analytics/log-search'
import { adminSupabase } from '@/lib/supabase/admin'
import { dataOf } from '@/lib/supabase/data-of'

const PAGE = 2_500

/**
 * All calls of a filter as a file, newest first, read page by page as fast as it is taken: as large as it may be, little of
 * it is in memory. The first page is read before this returns, so that what the lead may not see throws here; with
 * `signal` nothing more is read.
 */
export async function exportLog(
  leadId: string,
  teamId: string,
  { filter, columns, format }: ExportQuery,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const read = (before: string | null) => readCalls(leadId, teamId, filter, { limit: PAGE, before, signal })
  const rows = rowsOf(await read(null), read, columns)
  const header = columns.map(({ label }) => label)
  if (format === 'csv') return writeCsvStream(withText(rows, plainText), { headers: header, bom: true })
  return writeXlsxStream(withText(rows, xmlText), {
    name: 'Calls',
    columns: columns.map(({ key, label }) => ({
      header: label,
      width: Math.max(12, label.length + 2),
      ...(key === 'time' && { numFmt: 'yyyy-mm-dd hh:mm:ss', width: 20 }),
    })),
    freezePane: { rows: 1 },
  })
}

/** Past the policies, as an export may outlast the token it was asked for with: each page asks whether the lead still leads. */
async function readCalls(
  leadId: string,
  teamId: string,
  filter: LogFilter,
  { signal, ...page }: PageQuery & { signal: AbortSignal },
): Promise<LogPage> {
  const answer = await adminSupabase()
    .rpc('export_call_log', { p_lead_id: leadId, ...logArguments(teamId, filter, page) })
    .abortSignal(signal)
  return logPageOf(dataOf(answer), page)
}

/** An apostrophe before what some spreadsheet would run, also after blanks or in full width. */
function plainText(text: string): string {
  return /^[\s\0]*[=+\-@|＝＋－＠]|^[\t\r\n\0]/.test(text) ? `'${text}` : text
}

/** The writer escapes what XML 1.0 forbids as `_x0001_`, but neither its two noncharacters nor what looks so by itself. */
function xmlText(text: string): string {
  return text.replace(/[\ufffe\uffff]/g, '\ufffd').replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
}

async function* withText(rows: ReturnType<typeof rowsOf>, written: (text: string) => string) {
  for await (const row of rows) yield row.map((cell) => (typeof cell === 'string' ? written(cell) : cell))
}

async function* rowsOf(
  first: LogPage,
  read: (before: string) => Promise<LogPage>,
  columns: readonly CallColumn[],
) {
  for (let page = first; ; ) {
    // Read while this one is written; who stops in between hears of no failure.
    const next = page.before === null ? null : read(page.before)
    next?.catch(() => undefined)
    for (const call of page.calls) yield columns.map(({ value }) => value(call))
    if (next === null) return
    page = await next
  }
}
