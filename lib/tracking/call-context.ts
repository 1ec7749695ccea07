import type { CallEvent } from '@/lib/tracking/event'
import type { Arm, Complexity, Source, TaskType } from '@/lib/vocabulary'

/** Who asked for a call, for what, and where it belongs: everything of a call that the provider does not tell. */
export type CallContext = {
  teamId: string
  userId: string | null
  externalUserId?: string | null
  /** Shared by the retries of one request. */
  requestId: string
  /** The arm as candidates name it, not as the SDK does (`openai`, never `openai.responses`). */
  arm: Arm
  taskType: TaskType
  taskComplexity: Complexity
  feature: string
  source: Source
  projectId?: string | null
  runId?: string | null
  conversationId?: string | null
  /** The answer that this call writes. */
  messageId?: string | null
  recommendationId?: string | null
  /** 0–1. */
  confidenceScore?: number | null
  metadata?: CallEvent['metadata']
}
