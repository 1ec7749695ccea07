import type {
  ConversationEvent,
  FeedbackEvent,
  MessageEvent,
  RecommendationEvent,
} from '@/lib/tracking/event'
import { importArchive } from './archive-import'
import { demoChats } from './chats'
import { DemoPolicy } from './demo-policy'
import { type DemoSignal, signalsOf } from './demo-signals'
import { Dice } from './dice'
import { generateChats } from './generate-chats'
import { requestTimes } from './request-times'
import { type DemoCall, simulateRequest } from './simulate-request'
import {
  archiveImport,
  armWeights,
  complexityWeights,
  DEMO_DAYS,
  DEMO_REQUESTS,
  type DemoProject,
  demoProjects,
  demoTeam,
  featureWeights,
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
  signals: DemoSignal[]
}

/** Chance of going on with the last conversation. */
const GOES_ON = 0.5

/** The last request of somebody's chat. */
type Said = { conversationId: string; call: DemoCall }

/** All the demo team did in the 90 days before `now`; the same options give the same data. */
export function generateDemo({ seed, now, teamId, members }: DemoOptions): DemoData {
  const dice = new Dice(seed)
  const times = requestTimes(dice, now, demoTeam.timeZone, DEMO_DAYS, DEMO_REQUESTS)
  const projects = demoProjects.map((name) => ({ team_id: teamId, id: dice.id(times[0] ?? now), name }))
  const projectIds = new Map<DemoProject | null, string>(projects.map(({ name, id }) => [name, id]))
  const people = members.map((member) => [member, member.weight] as const)
  const policy = new DemoPolicy()
  const lastOf = new Map<string, Said>()
  const signals: DemoSignal[] = []

  const everyday = times.map((at) => {
    const { userId } = dice.pick(people)
    const taskType = dice.pick(taskWeights)
    const complexity = dice.pick(complexityWeights[taskType])
    const { feature, project } = dice.pick(featureWeights(taskType))
    const asked = { at, now, taskType, complexity }
    const shared = { team_id: teamId, user_id: userId, conversation_id: null, message_id: null }
    const request = { feature, project_id: projectIds.get(project) ?? null, recommendation_id: null }
    if (feature !== 'chat') {
      const arm = dice.pick(armWeights(taskType, at, now))
      const calls = simulateRequest(dice, { ...asked, arm, shared: { ...shared, ...request } })
      policy.learn(calls)
      return { calls, decision: null }
    }
    const last = lastOf.get(userId)
    const kept = last && dice.chance(GOES_ON) ? last : null
    const conversationId = kept?.conversationId ?? dice.id(at)
    const said = { ...shared, conversation_id: conversationId, message_id: dice.id(at) }
    const conversationArm = kept && isAnswer(kept.call) ? kept.call : null
    const decision = policy.decide(dice, { ...asked, conversationArm, shared: said })
    const calls = simulateRequest(dice, {
      ...asked,
      arm: decision,
      shared: { ...said, ...request, recommendation_id: decision.id },
    })
    policy.learn(calls)
    const call = calls.at(-1)
    if (call) {
      if (last)
        signals.push(
          ...signalsOf(dice, {
            answer: last.call,
            now,
            next: kept && { call, chosenBy: decision.chosen_by },
          }),
        )
      lastOf.set(userId, { conversationId, call })
    }
    return { calls, decision }
  })
  for (const { call } of lastOf.values()) signals.push(...signalsOf(dice, { answer: call, now, next: null }))
  const talks = members.map(({ userId, email }) =>
    generateChats(dice, { now, teamId, userId }, demoChats.get(email) ?? [], times),
  )
  const importer = members.find(({ email }) => email === archiveImport.email)
  const imported = importer
    ? importArchive(dice, {
        now,
        teamId,
        userId: importer.userId,
        projectId: projectIds.get(archiveImport.project) ?? null,
      })
    : []
  return {
    projects,
    calls: [...everyday, ...talks]
      .flatMap(({ calls }) => calls)
      .concat(imported)
      // A retry may fall after now.
      .filter((call) => Date.parse(call.timestamp) < now.getTime()),
    conversations: talks.flatMap(({ conversations }) => conversations),
    messages: talks.flatMap(({ messages }) => messages),
    feedback: talks.flatMap(({ feedback }) => feedback),
    decisions: everyday.flatMap(({ decision }) => decision ?? []),
    signals,
  }
}

const isAnswer = ({ outcome }: DemoCall) => outcome === 'ok' || outcome === 'stopped'
