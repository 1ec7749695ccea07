import { v7 } from 'uuid'
import { Problem } from '@/lib/api/problem'
import { route } from '@/lib/api/route'
import { getMembership } from '@/lib/auth/team'
import { answerTurn } from '@/lib/chat/answer-turn'
import { newTurn } from '@/lib/chat/turn'
import { turnRequest } from '@/lib/chat/turn-request'
import { ownsConversation } from '@/lib/tracking/owns-conversation'

const EIGHT_MIB = 8 * 2 ** 20

export const POST = route({ access: 'user', body: turnRequest, maxBytes: EIGHT_MIB }, async (input) => {
  const { request, user, body } = input
  const receivedAt = new Date()
  const membership = await getMembership(user, body.teamId)
  if (!membership) throw new Problem(404, 'You are not in this team.')
  const { teamId, analyticsEnabled } = membership
  if (!(await ownsConversation({ teamId, conversationId: body.id, userId: user.id }))) {
    throw new Problem(404, 'There is no such conversation of yours.')
  }
  const turn = newTurn(body, teamId, user.id, receivedAt)
  // An id of our own: the one of the HTTP request may come from outside and twice.
  return answerTurn({
    turn,
    messages: body.messages,
    requestId: v7(),
    signal: request.signal,
    analyticsEnabled,
  })
})
