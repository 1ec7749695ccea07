import { route } from '@/lib/api/route'
import { getConversations } from '@/lib/chat/get-conversations'

export const GET = route({ access: 'member' }, async ({ user, membership }) => ({
  conversations: await getConversations(user, membership.teamId),
}))
