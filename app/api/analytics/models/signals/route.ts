import { route } from '@/lib/api/route'
import { noteCopiedAnswer } from '@/lib/chat/note-copied-answer'
import { signalRequest } from '@/lib/chat/signal-request'

export const POST = route({ access: 'user', body: signalRequest }, async ({ user, body }) => {
  await noteCopiedAnswer(user, body)
  // It is kept later, or not at all where the team's analytics are off.
  return new Response(null, { status: 202 })
})
