import { formatCount, formatPercent, formatQuantity, taskTypeLabel } from '@/lib/format'
import { candidateArms } from '@/lib/providers/candidate-arms'
import { rankByRules } from '@/lib/recommender/model-selector'
import { ENOUGH_CALLS } from '@/lib/recommender/task-record'
import type { RecommendationEvent } from '@/lib/tracking/event'
import { type Arm, type Complexity, type Decider, isSameArm, type TaskType } from '@/lib/vocabulary'
import type { Dice } from './dice'
import type { DemoCall } from './simulate-request'
import { armWeights } from './story'

type Asked = {
  at: Date
  now: Date
  taskType: TaskType
  complexity: Complexity
  /** Of the last answer in the conversation. */
  conversationArm: Arm | null
  shared: Pick<RecommendationEvent, 'team_id' | 'user_id' | 'conversation_id' | 'message_id'>
}

type Seen = { calls: number; successes: number; rated: number; liked: number }
type Candidate = { arm: Arm; probability: number; success: number; satisfaction: number; quality: number }
type Choice = { candidate: Candidate; chosenBy: Decider; draw: number | null; left: Arm | null }

/** What an arm nobody has tried is thought to do, worth so many calls and as many thumbs. */
const PRIOR = { success: 0.97, satisfaction: 0.78, size: 10 }
/** How much likelier an arm is drawn for each point of expected quality, as an exponent. */
const PULL = 90
/** The share of the draws that goes by habit alone, so that every arm is tried. */
const HABIT = 0.28
/** While nothing is known the rules' arm is drawn with this chance. */
const RULES = 0.9
const USER_CHOICES = 0.1
/** A conversation leaves an arm that is so much worse than the best, and drawn so seldom. */
const LEFT = { quality: 0.05, probability: 0.03 }
/** With none connected the simulated models are the candidates. */
const noProviders = {}

/** How the demo team's chat chooses: by rules, then by what came of its calls, drawn with the chances that it logs. */
export class DemoPolicy {
  readonly #seen = new Map<string, Seen>()

  decide(dice: Dice, asked: Asked): RecommendationEvent {
    const { at, taskType, complexity, shared } = asked
    const known = armWeights(taskType, at, asked.now)
    const callable = candidateArms(noProviders).filter((arm) =>
      known.some(([other]) => isSameArm(arm, other)),
    )
    const [byRules] = rankByRules(callable, taskType, complexity, 'balanced')
    if (!byRules) throw new Error('There is nothing to choose from.')
    const isUntried = known.every(([arm]) => this.#of(arm, taskType).calls < ENOUGH_CALLS)
    const candidates = this.#candidates(asked, isUntried ? byRules : null)
    const choice = choose(dice, asked, candidates, isUntried ? byRules : null)
    const { candidate, chosenBy, draw } = choice
    const explored = draw !== null && candidate !== candidates[0] && candidate !== bestOf(candidates)
    return {
      kind: 'recommendation',
      ...shared,
      id: dice.id(at),
      created_at: at.toISOString(),
      task_type: taskType,
      task_complexity: complexity,
      priority: 'balanced',
      chosen_by: chosenBy,
      ...candidate.arm,
      confidence: null,
      explored,
      draw,
      probability: draw === null ? 1 : candidate.probability,
      predicted_success: candidate.success,
      predicted_satisfaction: candidate.satisfaction,
      predicted_latency_ms: null,
      predicted_cost_usd: null,
      default_provider: byRules.provider,
      default_model: byRules.model,
      reason: this.#reason(choice, explored, candidates, taskType),
      candidates: candidates.map(({ arm, probability, success, satisfaction }) => ({
        ...arm,
        simulated: true,
        probability,
        predictedSuccess: Number(success.toFixed(4)),
        predictedSatisfaction: Number(satisfaction.toFixed(4)),
      })),
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

  /** Likeliest first. @param byRules while the rules decide */
  #candidates({ at, now, taskType }: Asked, byRules: Arm | null): Candidate[] {
    const known = armWeights(taskType, at, now).map(([arm, habit]) => ({
      arm,
      habit,
      ...this.#expect(arm, taskType),
    }))
    const best = Math.max(...known.map(({ quality }) => quality))
    const habits = known.reduce((sum, { habit }) => sum + habit, 0)
    const pulls = known.reduce((sum, { quality }) => sum + Math.exp(PULL * (quality - best)), 0)
    return known
      .map(({ habit, ...each }): Candidate => {
        const pulled = Math.exp(PULL * (each.quality - best)) / pulls
        const ruled = isSameArm(each.arm, byRules) ? RULES : (1 - RULES) / (known.length - 1)
        return { ...each, probability: byRules ? ruled : HABIT * (habit / habits) + (1 - HABIT) * pulled }
      })
      .sort((a, b) => b.probability - a.probability)
  }

  #expect(arm: Arm, taskType: TaskType) {
    const { calls, successes, rated, liked } = this.#of(arm, taskType)
    const success = (successes + PRIOR.size * PRIOR.success) / (calls + PRIOR.size)
    const satisfaction = (liked + PRIOR.size * PRIOR.satisfaction) / (rated + PRIOR.size)
    return { success, satisfaction, quality: success * satisfaction }
  }

  #of({ provider, model }: Arm, taskType: TaskType): Seen {
    const key = `${provider}/${model} ${taskType}`
    const seen = this.#seen.get(key) ?? { calls: 0, successes: 0, rated: 0, liked: 0 }
    this.#seen.set(key, seen)
    return seen
  }

  #reason(
    { candidate, chosenBy, left }: Choice,
    explored: boolean,
    candidates: readonly Candidate[],
    taskType: TaskType,
  ): string {
    const { model } = candidate.arm
    const task = taskTypeLabel(taskType).toLowerCase()
    const record = recordSentence(this.#of(candidate.arm, taskType), model, task)
    const sentences: Record<Decider, string> = {
      user: `You chose ${model}. ${record}`,
      conversation: `The conversation goes on with its model. ${record}`,
      rules: `Chosen by rules, as no model has ${ENOUGH_CALLS} calls for ${task} yet, which would let the evidence decide. ${record}`,
      evidence: explored
        ? `${record} It was tried to learn more, with a chance of ${formatPercent(100 * candidate.probability)}; ${bestOf(candidates).arm.model} is expected to be the best.`
        : `${record} It is the likeliest of ${formatCount(candidates.length)} models to be the best.`,
    }
    const farewell = left
      ? `The conversation leaves ${left.model}: another model is expected to be clearly better for this. `
      : ''
    return farewell + sentences[chosenBy]
  }
}

function choose(
  dice: Dice,
  { at, now, taskType, conversationArm }: Asked,
  candidates: readonly Candidate[],
  byRules: Arm | null,
): Choice {
  if (dice.chance(USER_CHOICES)) {
    const wish = dice.pick(armWeights(taskType, at, now))
    return { candidate: candidateOf(candidates, wish), chosenBy: 'user', draw: null, left: null }
  }
  const kept = conversationArm && candidateOf(candidates, conversationArm)
  const isLeft =
    kept !== null &&
    bestOf(candidates).quality - kept.quality > LEFT.quality &&
    kept.probability <= LEFT.probability
  if (kept && !isLeft) return { candidate: kept, chosenBy: 'conversation', draw: null, left: null }
  const draw = dice.uniform()
  const candidate = drawn(candidates, draw)
  return {
    candidate,
    chosenBy: byRules && isSameArm(candidate.arm, byRules) ? 'rules' : 'evidence',
    draw,
    left: kept && candidate !== kept ? kept.arm : null,
  }
}

function recordSentence({ calls, successes, rated, liked }: Seen, model: string, task: string): string {
  if (calls === 0) return `It has no finished call for ${task} yet.`
  const liking =
    rated === 0 ? 'none of them rated' : `${formatPercent((100 * liked) / rated)} thumbs up of ${rated} rated`
  return `${model} answered ${formatPercent((100 * successes) / calls)} of ${formatQuantity(calls, `${task} call`)}, ${liking}.`
}

function bestOf(candidates: readonly Candidate[]): Candidate {
  return candidates.reduce((best, each) => (each.quality > best.quality ? each : best))
}

function candidateOf(candidates: readonly Candidate[], arm: Arm): Candidate {
  const found = candidates.find((candidate) => isSameArm(candidate.arm, arm))
  if (!found) throw new Error(`${arm.model} cannot be called.`)
  return found
}

function drawn(candidates: readonly Candidate[], draw: number): Candidate {
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
