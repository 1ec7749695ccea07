import 'server-only'
import type { User } from '@/lib/auth/session'
import type { Conversation, ConversationChange } from '@/lib/chat/conversation'
import { CONVERSATION_COLUMNS, conversationOf } from '@/lib/chat/conversation-row'
import { supabaseAs } from '@/lib/supabase/as-user'
import { dataOf } from '@/lib/supabase/data-of'

/** The conversation as it is now; null when the user has no such one. */
export async function changeConversation(
  user: User,
  id: string,
  change: ConversationChange,
): Promise<Conversation | null> {
  const answer = await supabaseAs(user.accessToken)
    .from('conversations')
    .update(change)
    .eq('user_id', user.id)
    .eq('id', id)
    .select(CONVERSATION_COLUMNS)
  const [row] = dataOf(answer)
  return row ? conversationOf(row) : null
}

/** With everything said in it. False when the user has no such conversation. */
export async function deleteConversation(user: User, id: string): Promise<boolean> {
  const answer = await supabaseAs(user.accessToken)
    .from('conversations')
    .delete()
    .eq('user_id', user.id)
    .eq('id', id)
    .select('id')
  return dataOf(answer).length > 0
}
