import { setImmediate } from 'node:timers/promises'
import type { OwnerSql } from '../local/database'
import type { DemoData } from './generate-demo'

type Row = Record<string, unknown>
const ROWS_A_STATEMENT = 1000

/** Inserts everything, in the caller's transaction; stops between two batches when the signal aborts. */
export async function insertDemo(owner: OwnerSql, data: DemoData, signal?: AbortSignal): Promise<void> {
  const days = data.calls.map(({ timestamp }) => timestamp).sort()
  await owner.query('select private.ensure_call_partitions($1::timestamptz, $2::timestamptz)', [
    days[0],
    days.at(-1),
  ])
  const tables: [table: string, rows: Row[]][] = [
    ['projects', data.projects],
    [
      'conversations',
      data.conversations.map((row) => ({
        ...row,
        updated_at: lastMessageAt(data, row.id) ?? row.created_at,
      })),
    ],
    ['messages', data.messages],
    ['recommendations', data.decisions],
    ['model_performance_metrics', data.calls],
    ['message_feedback', data.feedback],
    ['answer_signals', data.signals],
  ]
  for (const [table, rows] of tables) {
    for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
      // PGlite works without leaving this thread: only here can a signal arrive.
      await setImmediate()
      signal?.throwIfAborted()
      await insertRows(owner, table, rows.slice(from, from + ROWS_A_STATEMENT))
    }
  }
}

async function insertRows(owner: OwnerSql, table: string, rows: Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
    .filter((name) => name !== 'kind')
    .map((name) => `"${name}"`)
    .join(', ')
  await owner.query(
    `insert into public.${table} (${columns})
     select ${columns} from jsonb_populate_recordset(null::public.${table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  )
}

function lastMessageAt({ messages }: DemoData, conversationId: string): string | undefined {
  return messages.findLast((message) => message.conversation_id === conversationId)?.created_at
}
