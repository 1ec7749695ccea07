import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { v7 } from 'uuid'
import type { CallEvent, FeedbackEvent, MessageEvent } from '@/lib/tracking/event'
import { aCall, aMessage, type Person, record } from './people'
import type { Session } from './sessions'
import type { StoryDatabase } from './stories'

const ARMS = [
  ['openai', 'gpt-5.5'],
  ['openai', 'gpt-5.4-mini'],
  ['anthropic', 'claude-opus-4-8'],
  ['compatible', 'gpt-5.5'],
] as const
const PROJECTS = [
  null,
  '0190a000-0000-7000-8000-000000000001',
  '0190a000-0000-7000-8000-000000000002',
] as const
const RATINGS = [-1, 0, 1] as const

/** Answers of the team's conversation, that all writers rate. */
export type Answer = { message: MessageEvent; call: CallEvent | null }

type WriterOptions = {
  seed: number
  owners: readonly [Person, ...Person[]]
  /** Where the answers of all writers are. */
  conversationId: string
  answers: Answer[]
  /** How far back a call may come late. */
  days: number
}

/** Somebody who writes as the app does, with transactions that take their time and are sometimes undone. */
export function aWriter(session: Session, options: WriterOptions) {
  const { owners, answers, days } = options
  const random = xoroshiro128plus(options.seed)
  const upTo = (most: number) => uniformInt(random, 0, most)
  const isLikely = (share: number) => uniformFloat64(random) < share
  const one = <const T extends readonly [unknown, ...unknown[]]>(items: T): T[number] =>
    items[upTo(items.length - 1)] ?? items[0]
  const orNull = <T>(value: T) => (isLikely(0.15) ? null : value)

  const someCall = (more: Partial<CallEvent> = {}): CallEvent => {
    const [provider, model] = one(ARMS)
    const outcome = isLikely(0.7) ? 'ok' : one(['error', 'timeout', 'stopped'] as const)
    const late = isLikely(0.3) ? upTo(days * 86_400_000) : upTo(2 * 86_400_000)
    return aCall(one(owners), {
      timestamp: new Date(Date.now() - late).toISOString(),
      provider,
      model,
      outcome,
      error_kind:
        outcome === 'error' ? one(['rate_limit', 'server', null]) : outcome === 'timeout' ? 'timeout' : null,
      task_type: one(['coding', 'analysis', 'other'] as const),
      task_complexity: one(['simple', 'medium', 'complex'] as const),
      feature: one(['chat', 'search'] as const),
      project_id: one(PROJECTS),
      external_user_id: isLikely(0.2) ? one(['anna', 'ben'] as const) : null,
      response_time_ms: orNull(upTo(20_000)),
      time_to_first_token_ms: orNull(upTo(900)),
      cached_input_tokens: orNull(upTo(100)),
      tokens_used: orNull(upTo(20_000)),
      cost_usd: orNull(upTo(1_000_000) / 1e8),
      ...more,
    })
  }
  const answerTo = (person: Person) => aMessage(person, options.conversationId)
  const callOf = (message: MessageEvent) => someCall({ user_id: message.user_id, message_id: message.id })
  const feedback = ({ message }: Answer): FeedbackEvent => ({
    kind: 'feedback',
    team_id: message.team_id,
    id: v7(),
    user_id: message.user_id,
    conversation_id: message.conversation_id,
    message_id: message.id,
    rating: one(RATINGS),
    comment: null,
    created_at: new Date(Date.now() - upTo(50)).toISOString(),
  })

  /** What a transaction writes, and what others may know of once it has. */
  const newCalls = () => {
    const message = answerTo(owners[0])
    // Its thumb may come before its call does.
    const answer: Answer = { message, call: isLikely(0.6) ? callOf(message) : null }
    const calls = Array.from({ length: isLikely(0.5) ? 1 : 1 + upTo(7) }, () => someCall())
    return {
      write: (db: StoryDatabase) => record(db, [message, ...calls, ...(answer.call ? [answer.call] : [])]),
      kept: () => void answers.push(answer),
    }
  }
  const lateCall = (answer: Answer) => {
    // A batch whose answer was lost is sent again, long before its calls are removed.
    const isNew = answer.call !== null && Date.parse(answer.call.timestamp) > Date.now() - 2 * 86_400_000
    const call = answer.call && isNew ? answer.call : callOf(answer.message)
    return {
      write: (db: StoryDatabase) => record(db, [call]),
      kept: () => {
        answer.call = call
      },
    }
  }
  const thumbs = (answer: Answer) => ({
    write: (db: StoryDatabase) =>
      record(db, [feedback(answer), ...(isLikely(0.3) ? [feedback(answer)] : [])]),
    kept: () => {},
  })
  const importedRating = (call: CallEvent) => ({
    write: (db: StoryDatabase) =>
      db.as(
        'service_role',
        `update public.model_performance_metrics set user_rating = $4
        where team_id = $1 and "timestamp" = $2 and id = $3`,
        [call.team_id, call.timestamp, call.id, one(RATINGS)],
      ),
    kept: () => {},
  })
  const someWork = () => {
    const answer = answers[upTo(Math.max(0, answers.length - 1))]
    const kind = upTo(9)
    if (!answer || kind < 4) return newCalls()
    if (kind < 6) return lateCall(answer)
    if (kind === 6 && answer.call) return importedRating(answer.call)
    return thumbs(answer)
  }

  return async function write(): Promise<void> {
    const { write, kept } = someWork()
    const isUndone = isLikely(0.2)
    try {
      await session.transaction(async (db) => {
        await write(db)
        await db.sql('select pg_sleep($1)', [upTo(20) / 1000])
        if (isUndone) throw new Undone()
      })
      kept()
    } catch (error) {
      if (!(error instanceof Undone) && !isTooLate(error)) throw error
    }
  }
}

class Undone extends Error {}

/** Of a time of which retention has removed calls. */
function isTooLate(error: unknown): boolean {
  return error instanceof Error && error.message.includes('were counted and removed')
}
