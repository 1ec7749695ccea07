import { textOf } from '@/lib/otlp/attribute'
import type { Span } from '@/lib/otlp/span'

/** What a span asked of a model; other operations (agents, steps, tools, retrieval) only hold such calls. */
export type CallKind = 'text' | 'embedding'

const KINDS: Readonly<Record<string, CallKind>> = {
  chat: 'text',
  generate_content: 'text',
  text_completion: 'text',
  embeddings: 'embedding',
  LLM: 'text',
  EMBEDDING: 'embedding',
}

/** The operation in the words of its dialect; null for a span that has nothing to do with models. */
export function operationOf(span: Span): string | null {
  return (
    textOf(span, 'operation', 100) ??
    textOf(span, 'aiOperation', 100) ??
    textOf(span, 'openInferenceKind', 100) ??
    textOf(span, 'requestType', 100)
  )
}

/** Null for a span that is no call by itself. */
export function callKind(span: Span): CallKind | null {
  const operation = operationOf(span)
  if (operation === null) return null
  const known = KINDS[operation]
  if (known !== undefined) return known
  // `ai.streamText` holds the usage of its `ai.streamText.doStream`.
  if (operation.startsWith('ai.')) return aiKind(operation)
  return textOf(span, 'requestType', 100) === operation ? requestKind(operation) : null
}

function aiKind(operation: string): CallKind | null {
  if (/\.do(Generate|Stream)$/.test(operation)) return 'text'
  return operation.endsWith('.doEmbed') ? 'embedding' : null
}

/** OpenLLMetry's kinds and LiteLLM's names of functions (`acompletion`, `aembedding`). */
function requestKind(type: string): CallKind | null {
  if (/embedding/.test(type)) return 'embedding'
  return /completion|chat|responses|messages|generate_content/.test(type) ? 'text' : null
}
