'use client'

import useSWR, { useSWRConfig } from 'swr'
import { z } from 'zod'
import { type Conversation, type ConversationChange, conversation } from '@/lib/chat/conversation'
import { sendJson } from '@/lib/chat/send-json'

const URL = '/api/conversations'
const answer = z.object({ conversations: z.array(conversation) })

/** The user's conversations, the one used last first. @param initial as the server rendered them */
export function useConversations(initial: Conversation[]): Conversation[] {
  const { data } = useSWR(URL, read, { fallbackData: initial })
  return data
}

async function read(): Promise<Conversation[]> {
  const response = await fetch(URL)
  if (!response.ok) throw new Error(`${URL} answered ${response.status}`)
  return answer.parse(await response.json()).conversations
}

/** Changes of the list, shown at once; those that can fail answer null or a sentence that says why. */
export function useConversationChanges() {
  const { mutate } = useSWRConfig()

  function edit(act: (list: Conversation[]) => Conversation[]) {
    // A change discards a first read that is still on its way, so it reads the list itself.
    return mutate<Conversation[]>(URL, async (list) => act(list ?? (await read())), {
      revalidate: false,
      throwOnError: false,
    })
  }
  async function settle(problem: string | null) {
    if (problem) await mutate(URL)
    return problem
  }

  return {
    /** Something was said in it: it moves to the top, or appears there. */
    async touch(said: Omit<Conversation, 'updatedAt'>) {
      const updatedAt = new Date().toISOString()
      await edit((list) => {
        const known = list.find(({ id }) => id === said.id)
        return [{ ...said, ...known, updatedAt }, ...list.filter(({ id }) => id !== said.id)]
      })
    },
    async change(id: string, change: ConversationChange) {
      const entries = Object.entries(change).filter(([, value]) => value !== undefined)
      await edit((list) =>
        list.map((item) => (item.id === id ? { ...item, ...Object.fromEntries(entries) } : item)),
      )
      return settle(await sendJson('PATCH', `${URL}/${id}`, change))
    },
    async remove(id: string) {
      await edit((list) => list.filter((item) => item.id !== id))
      return settle(await sendJson('DELETE', `${URL}/${id}`))
    },
  }
}
