import 'server-only'
import { writeCsvStream } from 'hucre/csv'
import { writeXlsxStream } from 'hucre/xlsx'
import type { CallColumn } from '@/lib/analytics/call-columns'
import { getCallLog } from '@/lib/analytics/log'
import type { LogPage } from '@/lib/analytics/log-answer'
import type { ExportQuery } from '@/lib/analytics/log-query'
import type { supabaseAs } from '@/lib/supabase/as-user'

const PAGE = 2_500

/**
 * All calls of a filter as a file, newest first, read page by page as fast as it is taken: as large as it may be, little of
 * it is in memory. The first page is read before this returns, so that what the caller may not see throws here.
 */
export async function exportLog(
  supabase: ReturnType<typeof supabaseAs>,
  teamId: string,
  { filter, columns, format }: ExportQuery,
): Promise<ReadableStream<Uint8Array>> {
  const read = (before: string | null) => getCallLog(supabase, teamId, filter, { limit: PAGE, before })
  const rows = rowsOf(await read(null), read, columns)
  const header = columns.map(({ label }) => label)
  if (format === 'csv') return writeCsvStream(rows, { headers: header, bom: true, escapeFormulae: true })
  return writeXlsxStream(xmlRows(rows), {
    name: 'Calls',
    columns: columns.map(({ key, label }) => ({
      header: label,
      width: Math.max(12, label.length + 2),
      ...(key === 'time' && { numFmt: 'yyyy-mm-dd hh:mm:ss', width: 20 }),
    })),
    freezePane: { rows: 1 },
  })
}

/** The writer escapes the control characters that XML 1.0 forbids, but not its two noncharacters. */
async function* xmlRows(rows: ReturnType<typeof rowsOf>) {
  for await (const row of rows) {
    yield row.map((cell) => (typeof cell === 'string' ? cell.replace(/[\ufffe\uffff]/g, '\ufffd') : cell))
  }
}

async function* rowsOf(
  first: LogPage,
  read: (before: string) => Promise<LogPage>,
  columns: readonly CallColumn[],
) {
  for (let page = first; ; ) {
    for (const call of page.calls) yield columns.map(({ value }) => value(call))
    if (page.before === null) return
    page = await read(page.before)
  }
}
