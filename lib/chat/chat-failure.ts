import { z } from 'zod'
import { jsonOf, problemDetail } from '@/lib/chat/problem-detail'

const arm = z.object({ provider: z.string(), model: z.string() })

/** Why a turn failed: a sentence for the user, the arm that failed, and the others, best first. */
const chatFailure = z.object({
  message: z.string(),
  failed: arm.nullable(),
  alternatives: z.array(arm),
})
export type ChatFailure = z.infer<typeof chatFailure>

/** Reads the error of a chat stream, or of a request that was refused before there was a stream. */
export function readChatFailure(error: Error): ChatFailure {
  const failure = chatFailure.safeParse(jsonOf(error.message))
  if (failure.success) return failure.data
  const message = problemDetail(error.message) ?? 'The connection was lost before the answer was complete.'
  return { message, failed: null, alternatives: [] }
}
