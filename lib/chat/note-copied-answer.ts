import 'server-only'
import { Problem } from '@/lib/api/problem'
import type { User } from '@/lib/auth/session'
import { getMembership } from '@/lib/auth/team'
import type { SignalRequest } from '@/lib/chat/signal-request'
import { waitingAnswer } from '@/lib/chat/waiting-answer'
import { supabaseAs } from '@/lib/supabase/as-user'
import { dataOf } from '@/lib/supabase/data-of'
import { trackAiUsage } from '@/lib/tracking/tracker'

/** Lets what the user did with an answer follow it through the outbox. Throws a 404 for anything but an answer to this user. */
export async function noteCopiedAnswer(user: User, request: SignalRequest): Promise<void> {
  const teamId = waitingAnswer(user.id, request)?.team_id ?? (await teamOfAnswer(user, request))
  if (!teamId || !(await getMembership(user, teamId))) {
    throw new Problem(404, 'There is no such answer of yours.')
  }
  trackAiUsage({
    kind: 'signal',
    team_id: teamId,
    conversation_id: request.conversationId,
    message_id: request.messageId,
    user_id: user.id,
    signal: request.signal,
    provider: null,
    model: null,
    created_at: new Date().toISOString(),
  })
}

async function teamOfAnswer(user: User, request: SignalRequest): Promise<string | null> {
  const answer = await supabaseAs(user.accessToken)
    .from('messages')
    .select('team_id')
    .eq('user_id', user.id)
    .eq('conversation_id', request.conversationId)
    .eq('id', request.messageId)
    .eq('role', 'assistant')
    .limit(1)
  return dataOf(answer)[0]?.team_id ?? null
}
