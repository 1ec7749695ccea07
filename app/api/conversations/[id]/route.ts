import { z } from 'zod'
import { Problem } from '@/lib/api/problem'
import { route } from '@/lib/api/route'
import { changeConversation, deleteConversation } from '@/lib/chat/change-conversation'
import { conversationChange } from '@/lib/chat/conversation'

const params = z.object({ id: z.uuid() })
const notFound = () => new Problem(404, 'There is no such conversation of yours.')

export const PATCH = route(
  { access: 'user', params, body: conversationChange },
  async ({ user, params, body }) => {
    const changed = await changeConversation(user, params.id, body)
    if (!changed) throw notFound()
    return changed
  },
)

export const DELETE = route({ access: 'user', params }, async ({ user, params }) => {
  if (!(await deleteConversation(user, params.id))) throw notFound()
  return new Response(null, { status: 204 })
})
