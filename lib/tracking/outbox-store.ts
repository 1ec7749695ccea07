import { existsSync, mkdirSync, renameSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { storableText } from '@/lib/text/storable-text'
import type { TrackingEvent } from '@/lib/tracking/event'
import { DamagedFileError } from '@/lib/tracking/outbox-errors'

export type WaitingEvent = { seq: number; body: string }
export type SetAsideEvent = { id: number; body: string; reason: string; setAsideAt: string }

/** Room on the disk that is left for delivering: what waits can only be taken out again by writing. */
const RESERVE_BYTES = 16 * 2 ** 20

const PAGE_BYTES = 4096
/** How long one process waits for another that moves the file; SQLite lets go of the lock of one that dies. */
const MOVE_MS = 30_000
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

const BROUGHT_ALONG = [
  { table: 'waiting', columns: ['message_id', 'conversation_id', 'user_id', 'body'] },
  { table: 'set_aside', columns: ['body', 'reason', 'set_aside_at'] },
]

type OpenFile = {
  db: DatabaseSync
  /** Prepared once: it is what a caller of the tracker waits for. */
  insert: StatementSync
  inode: number | null
}

/**
 * The tables of the outbox file. Commits survive the death of the process; the last ones may not survive a power cut
 * (`synchronous = normal`), which is what keeps an insert below a millisecond.
 */
export class OutboxStore {
  private readonly folder: string | null
  private file: OpenFile

  /**
   * `path` null keeps all in memory. A damaged file is moved out of the way, and a new one begun. Throws where the file
   * cannot be written.
   */
  constructor(
    private readonly path: string | null,
    private readonly maxBytes: number,
    private readonly onDamage: (movedTo: string) => void,
  ) {
    this.folder = path && dirname(path)
    if (this.folder !== null) mkdirSync(this.folder, { recursive: true })
    try {
      this.file = this.open()
    } catch (error) {
      if (!isDamage(error)) throw error
      this.file = this.replace(null)
    }
  }

  private get db(): DatabaseSync {
    return this.file.db
  }

  private open(): OpenFile {
    // From before it is opened: rather follow once in vain than never.
    const inode = this.inodeNow()
    const db = new DatabaseSync(this.path ?? ':memory:', { timeout: 2000 })
    try {
      // Whoever adds an event does not wait for a checkpoint, unless nothing could be delivered for long.
      db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma wal_autocheckpoint = 16000;')
      db.exec(SCHEMA)
      db.exec(`pragma max_page_count = ${Math.max(16, Math.floor(this.maxBytes / PAGE_BYTES))}`)
      const found = db.prepare('pragma quick_check(1)').get()?.quick_check
      if (found !== 'ok') throw new DamagedFileError(String(found))
    } catch (error) {
      db.close()
      throw error
    }
    return {
      db,
      insert: db.prepare(
        'insert into waiting (message_id, conversation_id, user_id, body) values (?, ?, ?, ?)',
      ),
      inode: inode ?? this.inodeNow(),
    }
  }

  /** With numbers above those of the damaged file, some of whose rows may be on their way and be removed by them. */
  private openAnew(): OpenFile {
    const file = this.open()
    file.db
      .prepare(
        `insert into sqlite_sequence (name, seq) select value, ? from json_each('["waiting", "set_aside"]')
         where value not in (select name from sqlite_sequence)`,
      )
      .run(Date.now())
    return file
  }

  /** Begins a new file where the error says that this one is damaged; whether it did. */
  heal(error: unknown): boolean {
    if (!isDamage(error)) return false
    const { db, inode } = this.file
    this.file = this.replace(inode)
    db.close()
    return true
  }

  /**
   * Goes on in the new file where another process has moved this one away, and brings along what waits and can be read;
   * whether it did.
   */
  follow(): boolean {
    if (this.inodeNow() === this.file.inode) return false
    const { db } = this.file
    const next = this.replace(this.file.inode)
    try {
      bringAlong(db, next.db)
    } catch (error) {
      next.db.close()
      throw error
    }
    this.file = next
    db.close()
    return true
  }

  /** Opens what is in place of the damaged file of this inode, having moved that away unless another process has. */
  private replace(inode: number | null): OpenFile {
    if (this.path === null) return this.openAnew()
    const lock = new DatabaseSync(`${this.path}.lock`, { timeout: MOVE_MS })
    try {
      lock.exec('begin exclusive')
      if (inode !== null && this.inodeNow() === inode) this.moveAway()
      try {
        return this.openAnew()
      } catch (error) {
        if (!isDamage(error)) throw error
        this.moveAway()
        return this.openAnew()
      }
    } finally {
      lock.close()
    }
  }

  private inodeNow(): number | null {
    return this.path === null ? null : (statSync(this.path, { throwIfNoEntry: false })?.ino ?? null)
  }

  private moveAway(): void {
    const movedTo = `${this.path}.damaged-${Date.now()}`
    for (const part of ['', '-wal', '-shm']) {
      if (existsSync(this.path + part)) renameSync(this.path + part, movedTo + part)
    }
    this.onDamage(movedTo)
  }

  /** False on a disk so full that nothing more should be added. */
  hasRoom(): boolean {
    if (this.folder === null) return true
    const { bavail, bsize } = statfsSync(this.folder)
    return bavail * bsize >= RESERVE_BYTES
  }

  /** All or none; throws SQLite's "database or disk is full". Into both, when the file is moved away meanwhile. */
  add(events: TrackingEvent[]): void {
    this.follow()
    this.insert(events)
    if (this.follow()) this.insert(events)
  }

  private insert(events: TrackingEvent[]): void {
    this.transaction(() => {
      for (const event of events) {
        const message = event.kind === 'message' ? event : null
        this.file.insert.run(
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

  /** All from the first to the last: rows that `oldest` gave, of which those between are set aside or delivered too. */
  remove(rows: WaitingEvent[]): void {
    this.db
      .prepare('delete from waiting where seq between ? and ?')
      .run(rows.at(0)?.seq ?? 0, rows.at(-1)?.seq ?? -1)
  }

  /** Moves a row out of the way for good; an event that never waited has no `seq`. */
  setAside(row: { seq: number | null; body: string }, reason: string): void {
    if (row.seq === null) this.follow()
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

  /** Brings what was written from the log into the file; waits for the disk. */
  checkpoint(): void {
    this.db.exec('pragma wal_checkpoint(passive)')
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
    transaction(this.db, work)
  }
}

function transaction(db: DatabaseSync, work: () => void): void {
  db.exec('begin immediate')
  try {
    work()
    db.exec('commit')
  } catch (error) {
    if (db.isTransaction) db.exec('rollback')
    throw error
  }
}

/** As far as damage lets it be read; an event that several processes bring along is stored once, by its id. */
function bringAlong(from: DatabaseSync, to: DatabaseSync): void {
  transaction(to, () => {
    for (const { table, columns } of BROUGHT_ALONG) {
      const insert = to.prepare(
        `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
      )
      for (const row of readable(from, `select ${columns.join(', ')} from ${table} order by rowid`)) {
        insert.run(...columns.map((column) => row[column] ?? null))
      }
    }
  })
}

function* readable(db: DatabaseSync, query: string) {
  try {
    yield* db.prepare(query).iterate()
  } catch (error) {
    if (!isDamage(error)) throw error
  }
}

/** SQLite's SQLITE_CORRUPT and SQLITE_NOTADB, of which the lowest byte tells the kind. */
function isDamage(error: unknown): boolean {
  if (error instanceof DamagedFileError) return true
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0
  return code === 11 || code === 26
}

/** As JSON writes them: NUL and halves of surrogate pairs, which are rare. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/

function storableJson(event: TrackingEvent): string {
  const short = event.kind === 'call' ? withoutNulls(event) : event
  const json = JSON.stringify(short)
  return UNSTORABLE.test(json) ? JSON.stringify(short, storable) : json
}

/** A column that is left out is null: half of a call, which would be written and read five times on its way. */
function withoutNulls(call: object): object {
  return Object.fromEntries(Object.entries(call).filter(([, value]) => value !== null))
}

function storable(_: string, value: unknown): unknown {
  return typeof value === 'string' ? storableText(value) : value
}
