import { formatPercent, formatQuantity, taskTypeLabel } from '@/lib/format'
import { candidateArms } from '@/lib/providers/candidate-arms'
import { rankByRules } from '@/lib/recommender/model-selector'
import type { RecommendationEvent } from '@/lib/tracking/event'
import { type Arm, type Complexity, isSameArm, type TaskType } from '@/lib/vocabulary'
import type { Dice } from './dice'
import type { DemoCall } from './simulate-request'
import { armWeights } from './story'

type Asked = {
  at: Date
  now: Date
  taskType: TaskType
  complexity: Complexity
  shared: Pick<RecommendationEvent, 'team_id' | 'user_id' | 'conversation_id' | 'message_id'>
}

type Seen = { calls: number; successes: number; rated: number; liked: number }

/** What an arm nobody has tried is thought to do, worth so many calls and as many thumbs. */
const PRIOR = { success: 0.97, satisfaction: 0.78, size: 10 }
/** How much likelier an arm is drawn for each point of expected satisfaction that it is above the prior. */
const PULL = 8
const USER_CHOICES = 0.12
/** With none connected the simulated models are the candidates. */
const noProviders = {}

/** How the demo team's chat chooses: by habit and by what was liked so far, drawn with the chances that it logs. */
export class DemoPolicy {
  readonly #seen = new Map<string, Seen>()

  decide(dice: Dice, { at, now, taskType, complexity, shared }: Asked): RecommendationEvent {
    const weights = armWeights(taskType, at, now).map(([arm, weight]) => ({
      arm,
      weight: weight * Math.exp(PULL * (this.#expect(arm, taskType).satisfaction - PRIOR.satisfaction)),
    }))
    const total = weights.reduce((sum, { weight }) => sum + weight, 0)
    const candidates = weights
      .map(({ arm, weight }) => ({ arm, probability: weight / total }))
      .sort((a, b) => b.probability - a.probability)
    const isUsers = dice.chance(USER_CHOICES)
    const draw = dice.uniform()
    const chosen = isUsers
      ? { arm: dice.pick(armWeights(taskType, at, now)), probability: 1 }
      : drawn(candidates, draw)
    const [byRules] = rankByRules(candidateArms(noProviders), taskType, complexity, 'balanced')
    const { success, satisfaction } = this.#expect(chosen.arm, taskType)
    return {
      kind: 'recommendation',
      ...shared,
      id: dice.id(at),
      created_at: at.toISOString(),
      task_type: taskType,
      task_complexity: complexity,
      priority: 'balanced',
      chosen_by: isUsers ? 'user' : 'evidence',
      ...chosen.arm,
      confidence: null,
      explored: !isUsers && !isSameArm(chosen.arm, candidates[0]?.arm ?? null),
      draw: isUsers ? null : draw,
      probability: chosen.probability,
      predicted_success: success,
      predicted_satisfaction: satisfaction,
      predicted_latency_ms: null,
      predicted_cost_usd: null,
      default_provider: byRules?.provider ?? null,
      default_model: byRules?.model ?? null,
      reason: isUsers ? `You chose ${chosen.arm.model}.` : this.#reason(chosen, candidates.length, taskType),
      candidates: candidates.map(({ arm, probability }) => {
        const expected = this.#expect(arm, taskType)
        return {
          ...arm,
          simulated: true,
          probability,
          predictedSuccess: Number(expected.success.toFixed(4)),
          predictedSatisfaction: Number(expected.satisfaction.toFixed(4)),
        }
      }),
    }
  }

  learn(calls: readonly DemoCall[]): void {
    for (const { provider, model, task_type, outcome, user_rating } of calls) {
      const seen = this.#of({ provider, model }, task_type)
      seen.calls += Number(outcome !== 'stopped')
      seen.successes += Number(outcome === 'ok')
      seen.rated += Number(user_rating !== 0)
      seen.liked += Number(user_rating === 1)
    }
  }

  #expect(arm: Arm, taskType: TaskType): { success: number; satisfaction: number } {
    const { calls, successes, rated, liked } = this.#of(arm, taskType)
    return {
      success: (successes + PRIOR.size * PRIOR.success) / (calls + PRIOR.size),
      satisfaction: (liked + PRIOR.size * PRIOR.satisfaction) / (rated + PRIOR.size),
    }
  }

  #of({ provider, model }: Arm, taskType: TaskType): Seen {
    const key = `${provider}/${model} ${taskType}`
    const seen = this.#seen.get(key) ?? { calls: 0, successes: 0, rated: 0, liked: 0 }
    this.#seen.set(key, seen)
    return seen
  }

  #reason({ arm, probability }: Drawn, candidates: number, taskType: TaskType): string {
    const { rated, liked } = this.#of(arm, taskType)
    const liking = rated === 0 ? 'nobody has rated it' : `${formatPercent((100 * liked) / rated)} thumbs up`
    return `${arm.model}: ${liking} in ${formatQuantity(rated, 'rated answer')} for ${taskTypeLabel(taskType).toLowerCase()}. Drawn among ${candidates} models with a chance of ${formatPercent(100 * probability)}.`
  }
}

type Drawn = { arm: Arm; probability: number }

function drawn(candidates: readonly Drawn[], draw: number): Drawn {
  let left = draw
  const found = candidates.find(({ probability }) => {
    left -= probability
    return left < 0
  })
  // Rounding may leave the last one a little short.
  const chosen = found ?? candidates.at(-1)
  if (!chosen) throw new Error('There is nothing to choose from.')
  return chosen
}
