import type { Beliefs } from '@/lib/recommender/beliefs'
import { qualityOf } from '@/lib/recommender/policy'
import type { Prospect } from '@/lib/recommender/recommend'
import type { TaskType } from '@/lib/vocabulary'

/** Quality (0–1) by which another model must be better than the conversation's. */
const WORTH_A_SWITCH = 0.05
/** A model that the policy would choose for the priority with such a chance beyond the least that is explored is not left. */
const STILL_CHOSEN = 0.01

/** Why a conversation should not go on with the model of its last answer; null where it should. */
export function reasonToSwitch(
  kept: Prospect | null,
  ranking: readonly Prospect[],
  beliefs: Beliefs,
  taskType: TaskType,
): string | null {
  if (!kept) return 'it cannot be called now'
  const { qualityFloor } = beliefs.evidence.settings
  const isFit = ({ expected }: Prospect) => expected.success.mean >= qualityFloor
  if (!isFit(kept) && ranking.some(isFit)) return 'it is expected to succeed less often than the team allows'
  const quality = qualityOf(kept.expected).mean
  const best = Math.max(...ranking.map(({ expected }) => qualityOf(expected).mean))
  if (best - quality <= WORTH_A_SWITCH) return null
  if (kept.model.probability > beliefs.evidence.settings.exploreMin + STILL_CHOSEN) return null
  return beliefs.changeOf(kept.arm, taskType)?.direction === 'drop'
    ? 'it succeeds less often than it did'
    : 'another model is expected to be clearly better for this'
}
