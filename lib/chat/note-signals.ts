import 'server-only'
import { turnEnded } from '@/lib/chat/running-turns'
import type { Turn } from '@/lib/chat/turn'
import { turnSignals } from '@/lib/chat/turn-signals'
import { trackAiUsageSafe } from '@/lib/tracking/tracker'

const PATIENCE_MS = 10_000

/**
 * Hands over what a turn says of the answer before it, once that one is in the outbox: it may have been stopped only
 * just now. Returns at once; to be called before the turn begins.
 */
export function noteSignals(turn: Turn): void {
  const signals = turnSignals(turn)
  if (signals.length === 0) return
  void turnEnded(turn.conversationId, PATIENCE_MS).then(() => trackAiUsageSafe(...signals))
}
