import { v7 as uuidv7 } from 'uuid'
import type { CallEvent, MessageEvent } from '@/lib/tracking/event'

export const TEAM = '01934b2e-0000-7000-8000-000000000001'
export const USER = '01934b2e-0000-7000-8000-0000000000aa'

/** Calls numbered from 0 in `metadata.n`. */
export function callEvents(count: number): CallEvent[] {
  return Array.from({ length: count }, (_, n) => ({
    kind: 'call',
    team_id: TEAM,
    id: uuidv7(),
    timestamp: '2026-11-20T10:00:00.000Z',
    user_id: USER,
    external_user_id: null,
    request_id: null,
    model: 'gpt-5.5',
    response_model: null,
    provider: 'openai',
    task_type: 'coding',
    task_complexity: 'simple',
    response_time_ms: 900,
    time_to_first_token_ms: 200,
    input_tokens: 10,
    output_tokens: 20,
    cached_input_tokens: null,
    cache_write_tokens: null,
    reasoning_tokens: null,
    tokens_used: 30,
    usage_estimated: false,
    cost_usd: 0.0001,
    input_usd_per_mtok: null,
    output_usd_per_mtok: null,
    cache_read_usd_per_mtok: null,
    cache_write_usd_per_mtok: null,
    cached: false,
    outcome: 'ok',
    error_kind: null,
    error_message: null,
    confidence_score: null,
    feature: 'chat',
    project_id: null,
    run_id: null,
    conversation_id: null,
    message_id: null,
    recommendation_id: null,
    source: 'chat',
    metadata: { n },
  }))
}

export function messageOf(changes: Partial<MessageEvent> = {}): MessageEvent {
  return {
    kind: 'message',
    team_id: TEAM,
    conversation_id: '01934b2e-0000-7000-8000-0000000000cc',
    id: uuidv7(),
    user_id: USER,
    role: 'assistant',
    content: 'An answer',
    reply_to_id: null,
    provider: null,
    model: null,
    outcome: null,
    recommendation_id: null,
    created_at: '2026-11-20T10:00:00.000Z',
    ...changes,
  }
}
