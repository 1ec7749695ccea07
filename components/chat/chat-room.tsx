'use client'

import { useChat } from '@ai-sdk/react'
import { ArrowDown } from 'lucide-react'
import { useState } from 'react'
import type { CallableArm } from '@/components/chat/callable-arm'
import { ChatLog } from '@/components/chat/chat-log'
import { Composer } from '@/components/chat/composer'
import { EmptyChat } from '@/components/chat/empty-chat'
import { ModelPicker } from '@/components/chat/model-picker'
import { openChat } from '@/components/chat/open-chat'
import { useConversationChanges } from '@/components/chat/use-conversations'
import { useEscape } from '@/components/chat/use-escape'
import { useFollowTail } from '@/components/chat/use-follow-tail'
import { Button } from '@/components/ui/button'
import { Segmented } from '@/components/ui/segmented'
import { type ChatFailure, readChatFailure } from '@/lib/chat/chat-failure'
import type { ChatMessage } from '@/lib/chat/chat-message'
import { titleOf } from '@/lib/chat/title-of'
import { type Arm, isSameArm, PRIORITIES, type Priority } from '@/lib/vocabulary'

type ChatRoomProps = {
  id: string
  teamId: string
  stored: ChatMessage[]
  arms: CallableArm[]
  /** What was chosen in this conversation before; an arm that can no longer be called counts for automatic. */
  initialPriority: Priority
  initialArm: Arm | null
}

const priorities = PRIORITIES.map((value) => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1),
}))

/** One conversation. Give it the conversation's id as `key`. */
export function ChatRoom({ id, teamId, stored, arms, initialPriority, initialArm }: ChatRoomProps) {
  const [chat] = useState(() => openChat(id, stored))
  const { messages, status, error, sendMessage, regenerate, stop } = useChat({ chat, throttle: 50 })
  const [priority, setPriority] = useState(initialPriority)
  const [arm, setArm] = useState(() =>
    arms.some((known) => isSameArm(known, initialArm)) ? initialArm : null,
  )
  const [failed, setFailed] = useState<Arm[]>([])
  const conversations = useConversationChanges()
  const busy = status === 'submitted' || status === 'streaming'
  const failure = error ? readChatFailure(error) : null
  const isEmpty = messages.length === 0
  const tail = useFollowTail(!isEmpty)
  useEscape(busy, stop)

  function say(text: string) {
    // Two quick clicks on an example are one question.
    if (busy) return
    tail.toTail()
    setFailed([])
    // The native call, unlike the router's, leaves this page and its stream alone.
    if (isEmpty) window.history.replaceState(null, '', `/chat/${id}`)
    const chosen = arm ?? { provider: null, model: null }
    void conversations.touch({ id, title: titleOf(text), priority, ...chosen })
    void sendMessage({ text }, { body: { teamId, priority, ...arm } })
  }
  function again(chosen: Arm | null = arm) {
    tail.toTail()
    setFailed(failure?.failed ? [...failed, failure.failed] : [])
    const replaced = messages.at(-1)
    void regenerate({
      ...(replaced?.role === 'assistant' && { messageId: replaced.id }),
      body: { teamId, priority, ...chosen },
    })
  }
  function chooseArm(chosen: Arm | null) {
    setArm(chosen)
    if (!isEmpty) void conversations.change(id, chosen ?? { provider: null, model: null })
  }
  function choosePriority(chosen: Priority) {
    setPriority(chosen)
    if (!isEmpty) void conversations.change(id, { priority: chosen })
  }

  return (
    <div className="flex h-full min-h-0 min-w-0 flex-1 flex-col">
      <div ref={tail.scroller} className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
        <div ref={tail.content}>
          {isEmpty ? (
            <EmptyChat simulated={arms.every(({ simulated }) => simulated)} onPick={say} />
          ) : (
            <ChatLog
              conversationId={id}
              messages={messages}
              status={status}
              failure={failure}
              next={nextToTry(failure, failed)}
              onAgain={again}
            />
          )}
        </div>
      </div>
      <div className="relative mx-auto w-full max-w-3xl px-3 pb-3 sm:px-4 sm:pb-4">
        {!tail.following && <ToTail onClick={tail.toTail} />}
        <Composer busy={busy} onSend={say} onStop={stop}>
          <ModelPicker arms={arms} value={arm} onChange={chooseArm} />
          {!arm && (
            <Segmented
              label="Priority"
              value={priority}
              options={priorities}
              onChange={choosePriority}
              className="[&_label]:h-7 [&_label]:px-2"
            />
          )}
        </Composer>
      </div>
    </div>
  )
}

function nextToTry(failure: ChatFailure | null, failed: Arm[]): Arm | null {
  return failure?.alternatives.find((arm) => !failed.some((other) => isSameArm(arm, other))) ?? null
}

function ToTail({ onClick }: { onClick: () => void }) {
  return (
    <Button
      size="small"
      onClick={onClick}
      className="absolute -top-11 left-1/2 -translate-x-1/2 rounded-full shadow-md"
    >
      <ArrowDown aria-hidden className="size-3.5" />
      To the latest
    </Button>
  )
}
