import type { CandidateArm } from '@/lib/recommender/candidate-arm'
import type { EvidenceCache } from '@/lib/recommender/evidence-cache'
import { type Recommendation, recommend } from '@/lib/recommender/recommend'
import type { TaskContext } from '@/lib/recommender/task-context'
import { complexityOf } from '@/lib/text/complexity'
import { taskTypeOf } from '@/lib/text/task-type'
import type { Priority } from '@/lib/vocabulary'

type ModelRecommenderOptions = {
  teamId: string
  /** The arms that can be called now. */
  candidates: () => Promise<readonly CandidateArm[]>
  evidence: Pick<EvidenceCache, 'get'>
  /** Milliseconds since 1970. */
  now: () => number
  /** A uniform number, 0 ≤ number < 1, for what the policy leaves to chance. */
  random: () => number
}

/** Chooses a model for a message from what a team's own calls show (A29). */
export class ModelRecommender {
  constructor(private readonly options: ModelRecommenderOptions) {}

  /** Waits for the database at most as long as the candidates and the evidence cache do. @throws NoCandidatesError */
  async getModelRecommendation(
    context: TaskContext,
    priority: Priority = 'balanced',
  ): Promise<Recommendation> {
    const { teamId, now, random } = this.options
    const [candidates, evidence] = await Promise.all([
      this.options.candidates(),
      this.options.evidence.get(teamId),
    ])
    return recommend({
      context,
      taskType: taskTypeOf(context),
      complexity: complexityOf(context),
      priority,
      candidates,
      evidence,
      now: now(),
      draw: random(),
    })
  }
}
