import 'server-only'
import type { User } from '@/lib/auth/session'
import type { Conversation } from '@/lib/chat/conversation'
import { CONVERSATION_COLUMNS, conversationOf } from '@/lib/chat/conversation-row'
import { log } from '@/lib/log'
import { supabaseAs } from '@/lib/supabase/as-user'
import { dataOf } from '@/lib/supabase/data-of'

const LATEST = 300

/** The user's own conversations in a team, the one used last first, at most 300. */
export async function getConversations(user: User, teamId: string): Promise<Conversation[]> {
  const answer = await supabaseAs(user.accessToken)
    .from('conversations')
    .select(CONVERSATION_COLUMNS)
    .eq('team_id', teamId)
    .eq('user_id', user.id)
    .order('updated_at', { ascending: false })
    .limit(LATEST)
  return dataOf(answer).map(conversationOf)
}

/** None while the database does not answer: a page that is to chat on stays usable, and the list is read again later. */
export async function getConversationsOrNone(user: User, teamId: string): Promise<Conversation[]> {
  try {
    return await getConversations(user, teamId)
  } catch (error) {
    log.warn({ err: error }, 'the list of conversations could not be read')
    return []
  }
}
