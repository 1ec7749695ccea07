import { v7 } from 'uuid'
import type {
  CallEvent,
  ConversationEvent,
  MessageEvent,
  RecommendationEvent,
  RunEvent,
  TrackingEvent,
} from '@/lib/tracking/event'
import type { StoryDatabase } from './stories'

export type Person = { userId: string; teamId: string }

/** Signs somebody up; `teamId` is the team of their own that they lead. */
export async function signUp(db: StoryDatabase, name: string, timeZone = 'UTC'): Promise<Person> {
  const [user] = await db.sql(
    'insert into auth.users (email, raw_user_meta_data) values ($1, $2) returning id::text',
    [`${name}@example.com`, JSON.stringify({ display_name: name, time_zone: timeZone })],
  )
  const userId = String(user?.id)
  const [team] = await db.sql('select team_id::text from public.team_members where user_id = $1', [userId])
  return { userId, teamId: String(team?.team_id) }
}

/** Signs somebody up who also belongs to the team; `teamId` is that team. */
export async function joinTeam(
  db: StoryDatabase,
  teamId: string,
  name: string,
  role: 'lead' | 'member' = 'member',
): Promise<Person> {
  const { userId } = await signUp(db, name)
  await db.sql('insert into public.team_members (team_id, user_id, role) values ($1, $2, $3)', [
    teamId,
    userId,
    role,
  ])
  return { userId, teamId }
}

/** Sends events the way the outbox does. */
export async function record(db: StoryDatabase, events: TrackingEvent[]): Promise<Record<string, number>> {
  const [row] = await db.as('service_role', 'select public.record_events($1::jsonb) as written', [
    JSON.stringify(events),
  ])
  return written(row?.written)
}

/** `record_events` answers an object of counts, which the driver has parsed already. */
function written(value: unknown): Record<string, number> {
  return value as Record<string, number>
}

export function aCall(owner: Person, more: Partial<CallEvent> = {}): CallEvent {
  return {
    kind: 'call',
    team_id: owner.teamId,
    id: v7(),
    timestamp: new Date(Date.now() - 60_000).toISOString(),
    user_id: owner.userId,
    external_user_id: null,
    request_id: null,
    model: 'gpt-5.5',
    response_model: null,
    provider: 'openai',
    task_type: 'coding',
    task_complexity: 'medium',
    response_time_ms: 1000,
    time_to_first_token_ms: 200,
    input_tokens: 100,
    output_tokens: 50,
    cached_input_tokens: null,
    cache_write_tokens: null,
    reasoning_tokens: null,
    tokens_used: 150,
    usage_estimated: false,
    cost_usd: 0.0025,
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
    metadata: {},
    ...more,
  }
}

export function aConversation(owner: Person, more: Partial<ConversationEvent> = {}): ConversationEvent {
  return {
    kind: 'conversation',
    team_id: owner.teamId,
    id: v7(),
    user_id: owner.userId,
    title: 'A chat',
    priority: 'balanced',
    created_at: new Date(Date.now() - 120_000).toISOString(),
    ...more,
  }
}

/** An assistant's answer unless told. */
export function aMessage(
  owner: Person,
  conversationId: string,
  more: Partial<MessageEvent> = {},
): MessageEvent {
  return {
    kind: 'message',
    team_id: owner.teamId,
    conversation_id: conversationId,
    id: v7(),
    user_id: owner.userId,
    role: 'assistant',
    content: 'An answer',
    reply_to_id: null,
    provider: 'openai',
    model: 'gpt-5.5',
    outcome: 'ok',
    recommendation_id: null,
    created_at: new Date(Date.now() - 60_000).toISOString(),
    ...more,
  }
}

/** A choice by rules, without randomness, unless told. */
export function aDecision(owner: Person, more: Partial<RecommendationEvent> = {}): RecommendationEvent {
  return {
    kind: 'recommendation',
    team_id: owner.teamId,
    id: v7(),
    created_at: new Date(Date.now() - 60_000).toISOString(),
    user_id: owner.userId,
    conversation_id: null,
    message_id: null,
    task_type: 'coding',
    task_complexity: 'medium',
    priority: 'balanced',
    chosen_by: 'rules',
    provider: 'openai',
    model: 'gpt-5.5',
    confidence: 50,
    explored: false,
    draw: null,
    probability: 1,
    predicted_success: null,
    predicted_satisfaction: null,
    predicted_latency_ms: null,
    predicted_cost_usd: null,
    default_provider: null,
    default_model: null,
    reason: 'A rule.',
    candidates: [],
    ...more,
  }
}

/** Ten seconds of 2026-11-20. */
export function aRun({ teamId }: Person, more: Partial<RunEvent> = {}): RunEvent {
  return {
    kind: 'run',
    team_id: teamId,
    id: v7(),
    project_id: null,
    mode: null,
    status: 'completed',
    qa_status: 'not_run',
    started_at: '2026-11-20T10:00:10+00:00',
    finished_at: '2026-11-20T10:00:20+00:00',
    source: 'otlp',
    metadata: {},
    ...more,
  }
}
