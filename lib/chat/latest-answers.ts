type Said = { id: string; role: 'user' | 'assistant'; replyToId: string | null }

/** Of each question that was answered several times only the latest answer. @param messages oldest first */
export function latestAnswers<M extends Said>(messages: M[]): M[] {
  const latest = new Map<string, string>()
  for (const { role, replyToId, id } of messages) {
    if (role === 'assistant' && replyToId) latest.set(replyToId, id)
  }
  return messages.filter(
    ({ role, replyToId, id }) => role === 'user' || !replyToId || latest.get(replyToId) === id,
  )
}
