import { describe, expect, test } from 'vitest'
import type { CandidateArm } from '@/lib/recommender/candidate-arm'
import { ModelSelector, rankByRules } from '@/lib/recommender/model-selector'
import { NoCandidatesError } from '@/lib/recommender/no-candidates-error'
import { PRIORITIES } from '@/lib/vocabulary'

const arm = (
  model: string,
  tier: CandidateArm['tier'],
  usd: number | null,
  provider = 'anthropic',
): CandidateArm => ({
  provider,
  model,
  label: model.toUpperCase(),
  tier,
  inputUsdPerMtok: usd,
  outputUsdPerMtok: usd,
  simulated: false,
})
const haiku = arm('haiku', 'small', 1)
const mini = arm('mini', 'small', 0.75, 'openai')
const sonnet = arm('sonnet', 'medium', 3)
const opus = arm('opus', 'large', 5)
const local = arm('llama', 'small', null, 'ollama')
const arms = [opus, local, sonnet, haiku, mini]

const pick = (messageContent: string, priority: (typeof PRIORITIES)[number], among = arms) =>
  ModelSelector.selectModel({ messageContent }, among, priority).arm.model

describe('the rules alone', () => {
  test.each([
    ['hi there', 'balanced', 'mini'],
    ['hi there', 'quality', 'sonnet'],
    ['Write a Python function that sorts a list.', 'balanced', 'sonnet'],
    ['Write a Python function that sorts a list.', 'speed', 'mini'],
    ['Write a Python function that sorts a list.', 'cost', 'mini'],
    ['Prove that the square root of 3 is irrational.', 'balanced', 'opus'],
    ['Prove that the square root of 3 is irrational.', 'quality', 'opus'],
  ] as const)('A34 %s with priority %s goes to %s', (message, priority, model) => {
    expect(pick(message, priority)).toBe(model)
  })

  test('A34 where a size is missing the nearest takes its place', () => {
    expect(pick('hi there', 'quality', [haiku, opus])).toBe('opus')
    expect(pick('hi there', 'cost', [sonnet, opus])).toBe('sonnet')
    expect(pick('Prove that 2 + 2 = 4.', 'balanced', [haiku])).toBe('haiku')
  })

  test('A34 a model without a price is never taken for the cheapest', () => {
    expect(pick('hi there', 'cost', [local, haiku])).toBe('haiku')
    expect(pick('hi there', 'cost', [local])).toBe('llama')
  })

  test('A34 the order of the catalogue changes nothing', () => {
    for (const priority of PRIORITIES) {
      const names = rankByRules(arms, 'coding', 'simple', priority).map(({ model }) => model)
      expect(
        rankByRules([...arms].reverse(), 'coding', 'simple', priority).map(({ model }) => model),
      ).toEqual(names)
      expect(new Set(names).size).toBe(arms.length)
    }
  })

  test('A34 the user chooses where the choice can be called', () => {
    const wish = (model: string) => ({
      messageContent: 'hi there',
      userPreference: { provider: 'anthropic', model },
    })
    expect(ModelSelector.selectModel(wish('opus'), arms).arm).toBe(opus)
    expect(ModelSelector.selectModel(wish('gone'), arms).arm).toBe(mini)
  })

  test('A34 no model at all is a clear error', () => {
    expect(() => ModelSelector.selectModel({ messageContent: 'hi' }, [])).toThrow(NoCandidatesError)
  })
})
