import type { AttributeValue } from '@/lib/otlp/span'

/** The AI SDK's words for how an answer ended, which Augury stores. */
const WORDS: Readonly<Record<string, string>> = {
  tool_call: 'tool-calls',
  tool_calls: 'tool-calls',
  tool_use: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'content-filter',
  safety: 'content-filter',
  refusal: 'content-filter',
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
}

/** Of a reason, a list of one for each choice, or such a list written as JSON; null where there is none. */
export function finishReason(value: AttributeValue): string | null {
  const first = Array.isArray(value) ? value[0] : value
  if (typeof first !== 'string') return null
  const word = (/^\[\s*["']([^"']*)["']/.exec(first)?.[1] ?? first).trim().toLowerCase().slice(0, 100)
  return WORDS[word] ?? (word || null)
}
