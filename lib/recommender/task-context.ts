import type { Arm } from '@/lib/vocabulary'

/** What is known of a message before it is sent to a model. */
export type TaskContext = {
  messageContent: string
  hasCodeContent?: boolean
  attachments?: { name: string; mediaType: string; size?: number }[]
  tools?: string[]
  /** An explicit wish of the user: this arm, if it can be called. */
  userPreference?: Arm | null
  /** What answered last in the conversation, when nobody had asked for it. */
  conversationArm?: Arm | null
}
