import type { LoggedCall } from '@/lib/analytics/log-answer'

export type CallColumn = {
  key: string
  label: string
  value: (call: LoggedCall) => string | number | Date | null
}

/** What a file of calls can have in its columns, in their order; a column's key is its name in the URL. */
export const CALL_COLUMNS: readonly CallColumn[] = [
  { key: 'time', label: 'Time (UTC)', value: (call) => new Date(call.at) },
  { key: 'user', label: 'User', value: (call) => call.userName ?? call.externalUserId },
  { key: 'email', label: 'E-mail', value: (call) => call.userEmail },
  { key: 'feature', label: 'Feature', value: (call) => call.feature },
  { key: 'project', label: 'Project', value: (call) => call.project },
  { key: 'provider', label: 'Provider', value: (call) => call.provider },
  { key: 'model', label: 'Model', value: (call) => call.model },
  { key: 'task_type', label: 'Task type', value: (call) => call.taskType },
  { key: 'complexity', label: 'Complexity', value: (call) => call.complexity },
  { key: 'outcome', label: 'Outcome', value: (call) => call.outcome },
  { key: 'error_kind', label: 'Kind of error', value: (call) => call.errorKind },
  { key: 'error', label: 'Error', value: (call) => call.errorMessage },
  { key: 'response_time_ms', label: 'Response time (ms)', value: (call) => call.responseTimeMs },
  { key: 'first_token_ms', label: 'First token (ms)', value: (call) => call.firstTokenMs },
  { key: 'total_tokens', label: 'Tokens', value: (call) => call.totalTokens },
  { key: 'input_tokens', label: 'Input tokens', value: (call) => call.inputTokens },
  { key: 'output_tokens', label: 'Output tokens', value: (call) => call.outputTokens },
  { key: 'cached_input_tokens', label: 'Cached input tokens', value: (call) => call.cachedInputTokens },
  { key: 'cache_write_tokens', label: 'Cache write tokens', value: (call) => call.cacheWriteTokens },
  { key: 'reasoning_tokens', label: 'Reasoning tokens', value: (call) => call.reasoningTokens },
  { key: 'cost_usd', label: 'Cost (USD)', value: (call) => call.costUsd },
  { key: 'rating', label: 'Rating', value: (call) => call.rating },
  { key: 'source', label: 'Source', value: (call) => call.source },
  { key: 'conversation', label: 'Conversation', value: (call) => call.conversationId },
  { key: 'run', label: 'Run', value: (call) => call.runId },
  { key: 'id', label: 'Id', value: (call) => call.id },
]

export function isCallColumn(key: string): boolean {
  return CALL_COLUMNS.some((column) => column.key === key)
}
