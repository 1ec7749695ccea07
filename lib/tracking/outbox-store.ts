import { mkdirSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { storableText } from '@/lib/text/storable-text'
import type { TrackingEvent } from '@/lib/tracking/event'

export type WaitingEvent = { seq: number; body: string }
export type SetAsideEvent = { id: number; body: string; reason: string; setAsideAt: string }

/** Room on the disk that is left for delivering: what waits can only be taken out again by writing. */
const RESERVE_BYTES = 16 * 2 ** 20

const PAGE_BYTES = 4096
/** Of unused room in the file. */
const MUCH_BYTES = 2 ** 20

const SCHEMA = `
  create table if not exists waiting (
    seq integer primary key autoincrement,
    message_id text,
    conversation_id text,
    user_id text,
    body text not null
  );
  create index if not exists waiting_messages on waiting (user_id, conversation_id, message_id)
    where message_id is not null;
  create table if not exists set_aside (
    id integer primary key autoincrement,
    body text not null,
    reason text not null,
    set_aside_at text not null
  );
  create table if not exists lease (only integer primary key check (only = 1), holder text not null, until integer not null);
`

/**
 * The tables of the outbox file. Commits survive the death of the process; the last ones may not survive a power cut
 * (`synchronous = normal`), which is what keeps an insert below a millisecond.
 */
export class OutboxStore {
  private readonly db: DatabaseSync
  private readonly folder: string | null
  /** Prepared once: it is what a caller of the tracker waits for. */
  private readonly insert: StatementSync

  /** `path` null keeps all in memory. Throws where the file cannot be written. */
  constructor(path: string | null, maxBytes: number) {
    this.folder = path && dirname(path)
    if (this.folder !== null) mkdirSync(this.folder, { recursive: true })
    this.db = new DatabaseSync(path ?? ':memory:', { timeout: 2000 })
    this.db.exec('pragma journal_mode = wal; pragma synchronous = normal;')
    this.db.exec(SCHEMA)
    this.db.exec(`pragma max_page_count = ${Math.max(16, Math.floor(maxBytes / PAGE_BYTES))}`)
    this.insert = this.db.prepare(
      'insert into waiting (message_id, conversation_id, user_id, body) values (?, ?, ?, ?)',
    )
  }

  /** False on a disk so full that nothing more should be added. */
  hasRoom(): boolean {
    if (this.folder === null) return true
    const { bavail, bsize } = statfsSync(this.folder)
    return bavail * bsize >= RESERVE_BYTES
  }

  /** All or none; throws SQLite's "database or disk is full". */
  add(events: TrackingEvent[]): void {
    this.transaction(() => {
      for (const event of events) {
        const message = event.kind === 'message' ? event : null
        this.insert.run(
          message?.id ?? null,
          message?.conversation_id ?? null,
          message?.user_id ?? null,
          storableJson(event),
        )
      }
    })
  }

  oldest(limit: number): WaitingEvent[] {
    return this.db
      .prepare('select seq, body from waiting order by seq limit ?')
      .all(limit)
      .map((row) => ({ seq: Number(row.seq), body: String(row.body) }))
  }

  remove(rows: WaitingEvent[]): void {
    const remove = this.db.prepare('delete from waiting where seq = ?')
    this.transaction(() => {
      for (const { seq } of rows) remove.run(seq)
    })
  }

  /** Moves a row out of the way for good; an event that never waited has no `seq`. */
  setAside(row: { seq: number | null; body: string }, reason: string): void {
    this.transaction(() => {
      if (row.seq !== null) this.db.prepare('delete from waiting where seq = ?').run(row.seq)
      this.db
        .prepare('insert into set_aside (body, reason, set_aside_at) values (?, ?, ?)')
        .run(row.body, reason, new Date().toISOString())
    })
  }

  /** In the order in which they were set aside, those behind the one named first. */
  setAsideAfter(id: number, limit: number): SetAsideEvent[] {
    return this.db
      .prepare('select id, body, reason, set_aside_at from set_aside where id > ? order by id limit ?')
      .all(id, limit)
      .map((row) => ({
        id: Number(row.id),
        body: String(row.body),
        reason: String(row.reason),
        setAsideAt: String(row.set_aside_at),
      }))
  }

  /** What is kept elsewhere now. */
  removeSetAside(events: SetAsideEvent[]): void {
    const remove = this.db.prepare('delete from set_aside where id = ?')
    this.transaction(() => {
      for (const { id } of events) remove.run(id)
    })
  }

  /** Bodies of waiting messages, oldest first. */
  messages(userId: string, where: { messageId?: string; conversationId?: string }): string[] {
    return this.db
      .prepare(
        `select body from waiting
         where user_id = ? and message_id = coalesce(?, message_id) and conversation_id = coalesce(?, conversation_id)
         order by seq`,
      )
      .all(userId, where.messageId ?? null, where.conversationId ?? null)
      .map((row) => String(row.body))
  }

  /** `waiting` to be delivered; `setAside` as never deliverable, and not kept by the database yet. */
  counts(): { waiting: number; setAside: number } {
    const row = this.db
      .prepare('select (select count(*) from waiting) as waiting, (select count(*) from set_aside) as aside')
      .get()
    return { waiting: Number(row?.waiting), setAside: Number(row?.aside) }
  }

  /** True when `holder` alone may deliver until `until` (epoch ms). A lease that ran out or whose holder is dead goes to whoever asks. */
  lease(holder: string, now: number, until: number, isDead: (holder: string) => boolean): boolean {
    let isHeld = false
    this.transaction(() => {
      const current = this.db.prepare('select holder, until from lease').get()
      const other = current && current.holder !== holder ? String(current.holder) : null
      isHeld = other === null || Number(current?.until) <= now || isDead(other)
      if (isHeld) this.db.prepare('insert or replace into lease values (1, ?, ?)').run(holder, until)
    })
    return isHeld
  }

  release(holder: string): void {
    this.db.prepare('delete from lease where holder = ?').run(holder)
  }

  /** Gives the disk back what a long queue took; quick when hardly anything waits any more. */
  shrink(): void {
    const unused = this.db.prepare('pragma freelist_count').get()
    if (Number(unused?.freelist_count) * PAGE_BYTES < MUCH_BYTES) return
    this.db.exec('vacuum; pragma wal_checkpoint(truncate);')
  }

  close(): void {
    this.db.close()
  }

  private transaction(work: () => void): void {
    this.db.exec('begin immediate')
    try {
      work()
      this.db.exec('commit')
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('rollback')
      throw error
    }
  }
}

function storableJson(event: TrackingEvent): string {
  return JSON.stringify(event, (_, value: unknown) =>
    typeof value === 'string' ? storableText(value) : value,
  )
}
