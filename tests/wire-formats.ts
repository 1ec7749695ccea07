/** One provider API as it looks on the wire: its streamed events and its whole answer. */
export type WireFormat = {
  /** Events before the end, two deltas of text among them. */
  opening: object[]
  /** What tells an SDK that the answer is complete, with the usage. */
  closing: object[]
  /** A failure reported inside the stream. */
  failure: object
  whole: object
  /** OpenAI's chat API ends with a word that is not JSON; Anthropic names its events. */
  trailer?: string
  isNamed: boolean
}

export const INPUT_TOKENS = 21
export const OUTPUT_TOKENS = 7

const responseUsage = {
  input_tokens: INPUT_TOKENS,
  input_tokens_details: { cached_tokens: 5 },
  output_tokens: OUTPUT_TOKENS,
  output_tokens_details: { reasoning_tokens: 2 },
}
const responseHead = { id: 'resp_1', created_at: 1_790_000_000, model: 'gpt-5.5-2026-04-23' }
const responseMessage = {
  type: 'message',
  id: 'msg_1',
  role: 'assistant',
  content: [{ type: 'output_text', text: 'Hello world', annotations: [] }],
}

export const responses: WireFormat = {
  opening: [
    { type: 'response.created', response: responseHead },
    { type: 'response.output_item.added', output_index: 0, item: { type: 'message', id: 'msg_1' } },
    {
      type: 'response.output_text.delta',
      item_id: 'msg_1',
      output_index: 0,
      content_index: 0,
      delta: 'Hello ',
    },
    {
      type: 'response.output_text.delta',
      item_id: 'msg_1',
      output_index: 0,
      content_index: 0,
      delta: 'world',
    },
  ],
  closing: [
    { type: 'response.output_item.done', output_index: 0, item: { type: 'message', id: 'msg_1' } },
    { type: 'response.completed', response: { ...responseHead, usage: responseUsage } },
  ],
  failure: {
    type: 'error',
    sequence_number: 3,
    code: 'server_error',
    message: 'The server had an error while processing your request',
    param: null,
  },
  whole: { ...responseHead, output: [responseMessage], usage: responseUsage },
  isNamed: false,
}

const chatHead = { id: 'chatcmpl-1', created: 1_790_000_000, model: 'llama-4' }
const chatUsage = {
  prompt_tokens: INPUT_TOKENS,
  completion_tokens: OUTPUT_TOKENS,
  total_tokens: INPUT_TOKENS + OUTPUT_TOKENS,
}

export const chatCompletions: WireFormat = {
  opening: [
    { ...chatHead, choices: [{ index: 0, delta: { role: 'assistant', content: '' } }] },
    { ...chatHead, choices: [{ index: 0, delta: { content: 'Hello ' } }] },
    { ...chatHead, choices: [{ index: 0, delta: { content: 'world' } }] },
  ],
  closing: [
    { ...chatHead, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
    { ...chatHead, choices: [], usage: chatUsage },
  ],
  failure: { error: { message: 'The server had an error', type: 'server_error', param: null, code: null } },
  whole: {
    ...chatHead,
    choices: [{ index: 0, message: { role: 'assistant', content: 'Hello world' }, finish_reason: 'stop' }],
    usage: chatUsage,
  },
  trailer: '[DONE]',
  isNamed: false,
}

const anthropicHead = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-5',
  content: [],
}
/** The three add up to all that was sent: this API counts cached tokens outside the input. */
const anthropicUsage = { input_tokens: 13, cache_read_input_tokens: 5, cache_creation_input_tokens: 3 }

export const messages: WireFormat = {
  opening: [
    { type: 'message_start', message: { ...anthropicHead, usage: { ...anthropicUsage, output_tokens: 1 } } },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hello ' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'world' } },
  ],
  closing: [
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: { output_tokens: OUTPUT_TOKENS },
    },
    { type: 'message_stop' },
  ],
  failure: { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
  whole: {
    ...anthropicHead,
    content: [{ type: 'text', text: 'Hello world' }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { ...anthropicUsage, output_tokens: OUTPUT_TOKENS },
  },
  isNamed: true,
}

/** Two embeddings, whatever was sent. */
export const embeddings: WireFormat = {
  opening: [],
  closing: [],
  failure: {},
  whole: {
    object: 'list',
    model: 'text-embedding-3-small',
    data: [
      { object: 'embedding', index: 0, embedding: [0.1, 0.2] },
      { object: 'embedding', index: 1, embedding: [0.3, 0.4] },
    ],
    usage: { prompt_tokens: INPUT_TOKENS, total_tokens: INPUT_TOKENS },
  },
  isNamed: false,
}

export const formatOf: Record<string, WireFormat> = {
  '/v1/responses': responses,
  '/v1/chat/completions': chatCompletions,
  '/v1/messages': messages,
  '/v1/embeddings': embeddings,
}
