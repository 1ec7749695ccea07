import { demoCharacter } from '@/lib/providers/demo-character'
import { type Decider, isSameArm, type Signal } from '@/lib/vocabulary'
import type { Dice } from './dice'
import type { DemoCall } from './simulate-request'
import { isDegraded } from './story'

/** A row of answer_signals. */
export type DemoSignal = {
  team_id: string
  message_id: string
  signal: Signal
  conversation_id: string | null
  user_id: string
  created_at: string
}

type Followed = {
  answer: DemoCall
  now: Date
  /** What the same person asked next in the conversation; null when nothing more was said. */
  next: { call: DemoCall; chosenBy: Decider } | null
}

/** Shares of the answers: of those that help, those that do not, and those that were stopped with nothing said after. */
const COPIED = 0.14
const THANKED = 0.1
const REGENERATED = 0.3
const COPIED_IN_VAIN = 0.03
const READING_MS = 25_000
const HOUR_MS = 3_600_000

/** What was done with an answer of the chat, as the product would have noted it. */
export function signalsOf(dice: Dice, { answer, now, next }: Followed): DemoSignal[] {
  const { message_id, team_id, user_id, conversation_id, outcome } = answer
  if (!message_id || !user_id || (outcome !== 'ok' && outcome !== 'stopped')) return []
  const askedAt = new Date(answer.timestamp)
  const endedAt = askedAt.getTime() + (answer.response_time_ms ?? 0)
  const nextAt = next && Date.parse(next.call.timestamp)
  const signals: [Signal, at: number][] = []
  if (outcome === 'stopped') {
    if (!nextAt || nextAt > askedAt.getTime() + HOUR_MS)
      signals.push(['abandoned', askedAt.getTime() + HOUR_MS])
  } else {
    const isIll = isDegraded(answer, askedAt, now)
    const helps = dice.chance(demoCharacter(answer.model, answer.task_type, isIll).thumbsUpProbability)
    if (dice.chance(helps ? COPIED : COPIED_IN_VAIN)) signals.push(['copied', endedAt + READING_MS])
    if (nextAt && helps && dice.chance(THANKED)) signals.push(['thanked', nextAt])
    if (nextAt && !helps && dice.chance(REGENERATED)) signals.push(['regenerated', nextAt])
  }
  if (next?.chosenBy === 'user' && nextAt && !isSameArm(armOf(next.call), armOf(answer))) {
    signals.push(['switched', nextAt])
  }
  return signals
    .filter(([, at]) => at < now.getTime())
    .map(([signal, at]) => ({
      team_id,
      message_id,
      signal,
      conversation_id,
      user_id,
      created_at: new Date(at).toISOString(),
    }))
}

const armOf = ({ provider, model }: DemoCall) => ({ provider, model })
