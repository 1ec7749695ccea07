import 'server-only'
import { z } from 'zod'
import type { User } from '@/lib/auth/session'
import type { ChatMessage, ShownDecision } from '@/lib/chat/chat-message'
import type { Conversation } from '@/lib/chat/conversation'
import { CONVERSATION_COLUMNS, conversationOf } from '@/lib/chat/conversation-row'
import { decisionShown } from '@/lib/chat/decision'
import { latestAnswers } from '@/lib/chat/latest-answers'
import { turnEnded } from '@/lib/chat/running-turns'
import { type StoredMessage, shownMessage, storedMessage } from '@/lib/chat/stored-message'
import { candidateArms } from '@/lib/providers/candidate-arms'
import { supabaseAs } from '@/lib/supabase/as-user'
import { dataOf } from '@/lib/supabase/data-of'
import { waitingMessages } from '@/lib/tracking/tracker'

const LATEST = 500
const LATEST_EXPLAINED = 100
const PATIENCE_MS = 1_500
const teamOf = z.object({ team_id: z.uuid() })

export type OpenConversation = Conversation & { teamId: string; messages: ChatMessage[] }

/**
 * A conversation of the user's own with the latest answer to each question, at most its last 500 messages, also those
 * that wait to be stored; the last 100 answers with their reasons. Null when there is none.
 */
export async function getConversation(user: User, id: string): Promise<OpenConversation | null> {
  await turnEnded(id, PATIENCE_MS)
  const [found, messages] = await Promise.all([conversationRow(user, id), storedMessages(user, id)])
  if (!found) return null
  const latest = latestAnswers(withWaiting(messages, waitingMessages(id, user.id).map(storedMessage)))
  const reasons = await decisions(user, found.teamId, latest)
  const arms = candidateArms()
  return {
    ...found,
    messages: latest.map((message) => shownMessage(message, reasons.get(message.id) ?? null, arms)),
  }
}

async function conversationRow(user: User, id: string) {
  const answer = await supabaseAs(user.accessToken)
    .from('conversations')
    .select(`team_id, ${CONVERSATION_COLUMNS}`)
    .eq('user_id', user.id)
    .eq('id', id)
    .limit(1)
  const [row] = dataOf(answer)
  return row ? { ...conversationOf(row), teamId: teamOf.parse(row).team_id } : null
}

async function storedMessages(user: User, conversationId: string): Promise<StoredMessage[]> {
  const answer = await supabaseAs(user.accessToken)
    .from('messages')
    .select('id, role, content, reply_to_id, provider, model, outcome, rating, recommendation_id, created_at')
    .eq('user_id', user.id)
    .eq('conversation_id', conversationId)
    .order('created_at', { ascending: false })
    .order('id', { ascending: false })
    .limit(LATEST)
  return dataOf(answer).map(storedMessage).reverse()
}

function withWaiting(stored: StoredMessage[], waiting: StoredMessage[]): StoredMessage[] {
  const known = new Set(stored.map(({ id }) => id))
  const all = [...stored, ...waiting.filter(({ id }) => !known.has(id))]
  return all.sort((a, b) => a.createdAt.localeCompare(b.createdAt))
}

/** By message. */
async function decisions(user: User, teamId: string, messages: StoredMessage[]) {
  const ids = messages.filter(({ recommendationId }) => recommendationId).map(({ id }) => id)
  if (ids.length === 0) return new Map<string, ShownDecision | null>()
  const answer = await supabaseAs(user.accessToken)
    .from('recommendations')
    .select('message_id, chosen_by, reason, confidence, task_type, task_complexity, priority, candidates')
    .eq('team_id', teamId)
    // The ids stand in the address, whose length is limited.
    .in('message_id', ids.slice(-LATEST_EXPLAINED))
  return new Map(dataOf(answer).map((row) => [String(row.message_id), decisionShown(row)]))
}
