import { z } from 'zod'
import {
  COMPLEXITIES,
  DECIDERS,
  OUTCOMES,
  PRIORITIES,
  QA_STATUSES,
  RUN_STATUSES,
  SIGNALS,
  SOURCES,
  TASK_TYPES,
} from '@/lib/vocabulary'

const instant = z.iso.datetime({ offset: true })
/** Of an `int` column. */
export const MAX_COUNT = 2 ** 31 - 1
const count = z.int().nonnegative().max(MAX_COUNT)
const probability = z.number().min(0).max(1)
const usdPerMtok = z.number().nonnegative()

/** One attempt that a provider saw: a row of `model_performance_metrics`, columns named as there. */
export const callEvent = z.object({
  kind: z.literal('call'),
  team_id: z.uuid(),
  id: z.uuid(),
  timestamp: instant,
  user_id: z.uuid().nullable(),
  external_user_id: z.string().max(200).nullable(),
  request_id: z.uuid().nullable(),
  model: z.string().min(1).max(200),
  response_model: z.string().max(200).nullable(),
  provider: z.string().min(1).max(100),
  task_type: z.enum(TASK_TYPES),
  task_complexity: z.enum(COMPLEXITIES),
  response_time_ms: count.nullable(),
  time_to_first_token_ms: count.nullable(),
  input_tokens: count.nullable(),
  output_tokens: count.nullable(),
  cached_input_tokens: count.nullable(),
  cache_write_tokens: count.nullable(),
  reasoning_tokens: count.nullable(),
  tokens_used: count.nullable(),
  usage_estimated: z.boolean(),
  cost_usd: z.number().nonnegative().nullable(),
  input_usd_per_mtok: usdPerMtok.nullable(),
  output_usd_per_mtok: usdPerMtok.nullable(),
  cache_read_usd_per_mtok: usdPerMtok.nullable(),
  cache_write_usd_per_mtok: usdPerMtok.nullable(),
  /** Null or left out: billed as other output. */
  reasoning_usd_per_mtok: usdPerMtok.nullish(),
  cached: z.boolean(),
  outcome: z.enum(OUTCOMES),
  error_kind: z.string().max(100).nullable(),
  error_message: z.string().max(2000).nullable(),
  confidence_score: probability.nullable(),
  feature: z.string().min(1).max(100),
  project_id: z.uuid().nullable(),
  run_id: z.uuid().nullable(),
  conversation_id: z.string().max(200).nullable(),
  message_id: z.uuid().nullable(),
  recommendation_id: z.uuid().nullable(),
  source: z.enum(SOURCES),
  metadata: z.record(z.string(), z.json()),
})
export type CallEvent = z.infer<typeof callEvent>

/** What is known of a run so far; several reports of one add up. */
const runEvent = z.object({
  kind: z.literal('run'),
  team_id: z.uuid(),
  id: z.uuid(),
  project_id: z.uuid().nullable(),
  mode: z.string().min(1).max(100).nullable(),
  status: z.enum(RUN_STATUSES),
  qa_status: z.enum(QA_STATUSES),
  started_at: instant,
  finished_at: instant.nullable(),
  source: z.enum(SOURCES).exclude(['chat']),
  metadata: z.record(z.string(), z.json()),
})
export type RunEvent = z.infer<typeof runEvent>

const conversationEvent = z.object({
  kind: z.literal('conversation'),
  team_id: z.uuid(),
  id: z.uuid(),
  user_id: z.uuid(),
  title: z.string().min(1).max(200),
  priority: z.enum(PRIORITIES),
  /** With `model` the user's own choice; left out it is automatic. */
  provider: z.string().max(100).nullish(),
  model: z.string().max(200).nullish(),
  created_at: instant,
})
export type ConversationEvent = z.infer<typeof conversationEvent>

/** A user's message or a model's answer. A regenerated answer is one more answer to the same `reply_to_id`. */
const messageEvent = z.object({
  kind: z.literal('message'),
  team_id: z.uuid(),
  conversation_id: z.uuid(),
  id: z.uuid(),
  user_id: z.uuid(),
  role: z.enum(['user', 'assistant']),
  content: z.string().max(1_000_000),
  reply_to_id: z.uuid().nullable(),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  recommendation_id: z.uuid().nullable(),
  created_at: instant,
})
export type MessageEvent = z.infer<typeof messageEvent>

/** A decision of the recommender, logged so that it can be graded later. */
const recommendationEvent = z.object({
  kind: z.literal('recommendation'),
  team_id: z.uuid(),
  id: z.uuid(),
  created_at: instant,
  user_id: z.uuid().nullable(),
  conversation_id: z.string().max(200).nullable(),
  message_id: z.uuid().nullable(),
  task_type: z.enum(TASK_TYPES),
  task_complexity: z.enum(COMPLEXITIES),
  priority: z.enum(PRIORITIES),
  chosen_by: z.enum(DECIDERS),
  provider: z.string(),
  model: z.string(),
  confidence: z.number().min(0).max(100).nullable(),
  explored: z.boolean(),
  draw: z.number().min(0).lt(1).nullable(),
  probability: probability.nullable(),
  predicted_success: probability.nullable(),
  predicted_satisfaction: probability.nullable(),
  predicted_latency_ms: z.number().nonnegative().nullable(),
  predicted_cost_usd: z.number().nonnegative().nullable(),
  default_provider: z.string().nullable(),
  default_model: z.string().nullable(),
  reason: z.string().max(2000),
  candidates: z.array(z.record(z.string(), z.json())),
})
export type RecommendationEvent = z.infer<typeof recommendationEvent>

/** A thumb given before its message reached the database; follows the message through the outbox. */
const feedbackEvent = z.object({
  kind: z.literal('feedback'),
  team_id: z.uuid(),
  id: z.uuid(),
  user_id: z.uuid(),
  conversation_id: z.uuid(),
  message_id: z.uuid(),
  rating: z.union([z.literal(-1), z.literal(0), z.literal(1)]),
  comment: z.string().max(2000).nullable(),
  created_at: instant,
})
export type FeedbackEvent = z.infer<typeof feedbackEvent>

/**
 * What the user did with an answer. It is dropped where it does not hold: for an answer to somebody else, that failed,
 * or that is gone, and in a team without analytics; a second one of its kind too.
 */
const signalEvent = z.object({
  kind: z.literal('signal'),
  team_id: z.uuid(),
  conversation_id: z.uuid(),
  message_id: z.uuid(),
  user_id: z.uuid(),
  signal: z.enum(SIGNALS),
  /** Of `switched`, with `model`: the arm that the user chose instead. An answer by this arm was not left. */
  provider: z.string().max(100).nullable(),
  model: z.string().max(200).nullable(),
  created_at: instant,
})
export type SignalEvent = z.infer<typeof signalEvent>

export const trackingEvent = z.discriminatedUnion('kind', [
  callEvent,
  runEvent,
  conversationEvent,
  messageEvent,
  recommendationEvent,
  feedbackEvent,
  signalEvent,
])
export type TrackingEvent = z.infer<typeof trackingEvent>

/** What a log may say of an event; a signal is known by its answer. */
export function eventKey(event: TrackingEvent): { kind: string; id: string; team_id: string } {
  const { kind, team_id } = event
  return { kind, id: event.kind === 'signal' ? event.message_id : event.id, team_id }
}
