import 'server-only'
import { v7 } from 'uuid'
import { z } from 'zod'
import { Problem } from '@/lib/api/problem'
import type { User } from '@/lib/auth/session'
import type { FeedbackRequest } from '@/lib/chat/feedback-request'
import { waitingAnswer } from '@/lib/chat/waiting-answer'
import { supabaseAs } from '@/lib/supabase/as-user'
import { dataOf } from '@/lib/supabase/data-of'
import type { MessageEvent } from '@/lib/tracking/event'
import { trackAiUsage } from '@/lib/tracking/tracker'

const rated = z.object({ messageId: z.uuid(), rating: z.int(), previousRating: z.int().nullable() })
/** `previousRating` is null for a thumb that waits, like its answer, to be stored. */
export type RatedAnswer = z.output<typeof rated>

/** Stores a thumb as the user, or lets it wait behind its answer. Throws a 404 for anything but an answer to this user. */
export async function rateAnswer(user: User, feedback: FeedbackRequest): Promise<RatedAnswer> {
  const waiting = waitingAnswer(user.id, feedback)
  if (waiting) return queue(waiting, feedback)
  const teamId = await teamOf(user, feedback.conversationId)
  if (!teamId) throw new Problem(404, 'There is no such answer of yours.')
  const answer = await supabaseAs(user.accessToken).rpc('submit_message_feedback', {
    p_team_id: teamId,
    p_conversation_id: feedback.conversationId,
    p_rating: feedback.rating,
    ...(feedback.messageId && { p_message_id: feedback.messageId }),
    ...(feedback.comment && { p_comment: feedback.comment }),
  })
  return rated.parse(dataOf(answer))
}

function queue(message: MessageEvent, { rating, comment }: FeedbackRequest): RatedAnswer {
  trackAiUsage({
    kind: 'feedback',
    team_id: message.team_id,
    id: v7(),
    user_id: message.user_id,
    conversation_id: message.conversation_id,
    message_id: message.id,
    rating,
    comment: comment || null,
    created_at: new Date().toISOString(),
  })
  return { messageId: message.id, rating, previousRating: null }
}

async function teamOf(user: User, conversationId: string): Promise<string | null> {
  const answer = await supabaseAs(user.accessToken)
    .from('conversations')
    .select('team_id')
    .eq('user_id', user.id)
    .eq('id', conversationId)
    .limit(1)
  return dataOf(answer)[0]?.team_id ?? null
}
