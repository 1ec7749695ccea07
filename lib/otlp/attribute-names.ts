import type { Wanted } from '@/lib/otlp/span'

/**
 * What each dialect calls what Augury reads of a span; the first name that a span has wins. The dialects, in this order:
 * the semantic conventions of OpenTelemetry (the current ones, 1.41, older ones), the AI SDK (7 speaks the conventions,
 * 6 and its legacy integration `ai.*`), OpenLLMetry, LiteLLM, OpenInference. `augury.*` are our own, for those who want
 * to say more; they count on the resource too, as does `service.name`.
 */
export const ATTRIBUTE_NAMES = {
  operation: ['gen_ai.operation.name'],
  aiOperation: ['ai.operationId'],
  openInferenceKind: ['openinference.span.kind'],
  requestType: ['llm.request.type'],
  provider: ['gen_ai.provider.name', 'gen_ai.system', 'ai.model.provider', 'llm.provider', 'llm.system'],
  model: [
    'gen_ai.request.model',
    'ai.model.id',
    'llm.request.model_name',
    'llm.model_name',
    'embedding.model_name',
  ],
  responseModel: [
    'gen_ai.response.model',
    'ai.response.model',
    'llm.response.model_name',
    'litellm.provider.model',
  ],
  inputTokens: [
    'gen_ai.usage.input_tokens',
    'gen_ai.usage.prompt_tokens',
    'ai.usage.inputTokens',
    'ai.usage.promptTokens',
    'ai.usage.tokens',
    'llm.usage.prompt_tokens',
    'llm.token_count.prompt',
  ],
  outputTokens: [
    'gen_ai.usage.output_tokens',
    'gen_ai.usage.completion_tokens',
    'ai.usage.outputTokens',
    'ai.usage.completionTokens',
    'llm.usage.completion_tokens',
    'llm.token_count.completion',
  ],
  cacheReadTokens: [
    'gen_ai.usage.cache_read.input_tokens',
    'gen_ai.usage.cache_read_input_tokens',
    'ai.usage.inputTokenDetails.cacheReadTokens',
    'ai.usage.cachedInputTokens',
    'llm.token_count.prompt_details.cache_read',
    'llm.token_count.prompt_details.cache_input',
  ],
  cacheWriteTokens: [
    'gen_ai.usage.cache_write.input_tokens',
    'gen_ai.usage.cache_creation.input_tokens',
    'gen_ai.usage.cache_creation_input_tokens',
    'ai.usage.inputTokenDetails.cacheWriteTokens',
    'llm.token_count.prompt_details.cache_write',
  ],
  reasoningTokens: [
    'gen_ai.usage.reasoning.output_tokens',
    'gen_ai.usage.reasoning_tokens',
    'ai.usage.outputTokenDetails.reasoningTokens',
    'ai.usage.reasoningTokens',
    'llm.token_count.completion_details.reasoning',
  ],
  totalTokens: [
    'gen_ai.usage.total_tokens',
    'llm.usage.total_tokens',
    'ai.usage.totalTokens',
    'llm.token_count.total',
  ],
  finishReason: ['gen_ai.response.finish_reasons', 'ai.response.finishReason', 'llm.finish_reason'],
  firstTokenSeconds: ['gen_ai.response.time_to_first_chunk', 'gen_ai.client.operation.time_to_first_chunk'],
  firstTokenMs: ['ai.response.msToFirstChunk', 'ai.stream.msToFirstChunk'],
  errorType: ['error.type'],
  errorMessage: ['error.message'],
  httpStatus: ['http.response.status_code'],
  responseId: ['gen_ai.response.id', 'ai.response.id'],
  conversation: [
    'gen_ai.conversation.id',
    'session.id',
    'traceloop.association.properties.conversation_id',
    'traceloop.association.properties.session_id',
    'traceloop.association.properties.thread_id',
    'traceloop.association.properties.chat_id',
    'ai.telemetry.metadata.conversationId',
    'ai.telemetry.metadata.sessionId',
    'ai.telemetry.metadata.chatId',
  ],
  user: ['user.id', 'enduser.id', 'traceloop.association.properties.user_id', 'ai.telemetry.metadata.userId'],
  feature: ['augury.feature', 'ai.telemetry.functionId', 'gen_ai.agent.name'],
  service: ['service.name'],
  taskType: ['augury.task_type'],
  taskComplexity: ['augury.task_complexity'],
  project: ['augury.project_id'],
  mode: ['augury.mode'],
  reportedCost: ['litellm.cost.total', 'gen_ai.cost.total_cost', 'gen_ai.usage.cost', 'llm.cost.total'],
  exceptionType: ['exception.type'],
  exceptionMessage: ['exception.message'],
} as const satisfies Record<string, readonly string[]>

/** Words of the conversation: read only for a team that keeps them. */
export const TEXT_NAMES = {
  instructions: ['gen_ai.system_instructions'],
  input: ['gen_ai.input.messages', 'ai.prompt.messages', 'ai.prompt', 'input.value'],
  output: ['gen_ai.output.messages', 'ai.response.text', 'output.value'],
} as const satisfies Record<string, readonly string[]>

export const EXCEPTION_EVENT = 'exception'
export const FIRST_CHUNK_EVENT = 'ai.stream.firstChunk'

const FIGURES = new Set<string>(Object.values(ATTRIBUTE_NAMES).flat())
const TEXTS = new Set<string>(Object.values(TEXT_NAMES).flat())
const EVENTS = new Set([EXCEPTION_EVENT, FIRST_CHUNK_EVENT])

/** What is read of spans for a team that keeps the words of conversations, or does not. */
export function wantedOf(keepsText: boolean): Wanted {
  return {
    attribute: (name) => FIGURES.has(name) || (keepsText && TEXTS.has(name)),
    event: (name) => EVENTS.has(name),
  }
}
