import type {
  ConversationEvent,
  FeedbackEvent,
  MessageEvent,
  RecommendationEvent,
} from '@/lib/tracking/event'
import { demoChats } from './chats'
import { DemoPolicy } from './demo-policy'
import { Dice } from './dice'
import { generateChats } from './generate-chats'
import { requestTimes } from './request-times'
import { type DemoCall, simulateRequest } from './simulate-request'
import {
  armWeights,
  complexityWeights,
  DECIDED_DAYS,
  DEMO_DAYS,
  DEMO_REQUESTS,
  type DemoProject,
  demoProjects,
  demoTeam,
  featureWeights,
  isWithin,
  taskWeights,
} from './story'

export type DemoMember = {
  userId: string
  email: string /** Share of the team's requests. */
  weight: number
}
export type DemoOptions = { seed: number; now: Date; teamId: string; members: readonly DemoMember[] }

export type DemoData = {
  projects: { team_id: string; id: string; name: string }[]
  calls: DemoCall[]
  conversations: ConversationEvent[]
  messages: MessageEvent[]
  feedback: FeedbackEvent[]
  decisions: RecommendationEvent[]
}

/** Chance of going on with the last conversation. */
const GOES_ON = 0.6

/** All the demo team did in the 90 days before `now`; the same options give the same data. */
export function generateDemo({ seed, now, teamId, members }: DemoOptions): DemoData {
  const dice = new Dice(seed)
  const times = requestTimes(dice, now, demoTeam.timeZone, DEMO_DAYS, DEMO_REQUESTS)
  const projects = demoProjects.map((name) => ({ team_id: teamId, id: dice.id(times[0] ?? now), name }))
  const projectIds = new Map<DemoProject | null, string>(projects.map(({ name, id }) => [name, id]))
  const conversations = new Map<string, string>()
  const people = members.map((member) => [member, member.weight] as const)

  const policy = new DemoPolicy()

  const everyday = times.map((at) => {
    const { userId } = dice.pick(people)
    const taskType = dice.pick(taskWeights)
    const { feature, project } = dice.pick(featureWeights(taskType))
    const last = conversations.get(userId)
    const conversationId = last && dice.chance(GOES_ON) ? last : dice.id(at)
    if (feature === 'chat') conversations.set(userId, conversationId)
    const complexity = dice.pick(complexityWeights[taskType])
    const shared = {
      team_id: teamId,
      user_id: userId,
      conversation_id: feature === 'chat' ? conversationId : null,
      message_id: null,
    }
    const isDecided = feature === 'chat' && isWithin(at, now, DECIDED_DAYS)
    const decision = isDecided ? policy.decide(dice, { at, now, taskType, complexity, shared }) : null
    const calls = simulateRequest(dice, {
      at,
      now,
      taskType,
      arm: decision ?? dice.pick(armWeights(taskType, at, now)),
      complexity,
      shared: {
        ...shared,
        feature,
        project_id: projectIds.get(project) ?? null,
        recommendation_id: decision?.id ?? null,
      },
    })
    policy.learn(calls)
    return { calls, decision }
  })
  const talks = members.map(({ userId, email }) =>
    generateChats(dice, { now, teamId, userId }, demoChats.get(email) ?? [], times),
  )
  return {
    projects,
    // A retry may fall after now.
    calls: [...everyday.flatMap(({ calls }) => calls), ...talks.flatMap(({ calls }) => calls)].filter(
      (call) => Date.parse(call.timestamp) < now.getTime(),
    ),
    conversations: talks.flatMap(({ conversations }) => conversations),
    messages: talks.flatMap(({ messages }) => messages),
    feedback: talks.flatMap(({ feedback }) => feedback),
    decisions: everyday.flatMap(({ decision }) => decision ?? []),
  }
}
