import { createClient } from '@supabase/supabase-js'
import type { Project } from '../start-project'

/** Reads past the app and any proxy what the database holds of a conversation. */
export function storedTurns(project: Pick<Project, 'url' | 'secretKey'>) {
  const admin = createClient(project.url, project.secretKey, { auth: { persistSession: false } })
  const rows = async (table: string, column: string, id: string) => {
    const { data, error } = await admin.from(table).select('*').eq(column, id)
    if (error) throw error
    return data
  }
  const read = async (id: string) => ({
    conversations: await rows('conversations', 'id', id),
    messages: await rows('messages', 'conversation_id', id),
    calls: await rows('model_performance_metrics', 'conversation_id', id),
    decisions: await rows('recommendations', 'conversation_id', id),
    thumbs: await rows('message_feedback', 'conversation_id', id),
    signals: await rows('answer_signals', 'conversation_id', id),
  })
  type Turns = Awaited<ReturnType<typeof read>>

  /** Reads until what is there satisfies, for a minute at most; answers with the last reading either way. */
  const until = async (id: string, isEnough: (turns: Turns) => boolean): Promise<Turns> => {
    const giveUpAt = Date.now() + 60_000
    for (;;) {
      const turns = await read(id)
      if (isEnough(turns) || Date.now() > giveUpAt) return turns
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  return { read, until }
}
