import { describe, expect, test } from 'vitest'
import { complexityOf } from '@/lib/text/complexity'

const of = (messageContent: string) => complexityOf({ messageContent })

describe('complexity of a message', () => {
  test.each([
    'hi there',
    'What is the capital of Mongolia?',
    'Give me a haiku about autumn rain',
    'Explain photosynthesis briefly.',
    'How do I center a div with CSS?',
    '',
  ])('A36 simple: %s', (message) => {
    expect(of(message)).toBe('simple')
  })

  test.each([
    'Compare renewable energy policies of Germany and Denmark over the last decade, in detail and with a conclusion that says which of them has cut emissions at the lower cost.',
    'Write a Python script that reads a CSV file of orders, groups them by customer, and prints the ten customers with the highest revenue. It must handle missing values and should not use pandas.',
    'Prove that the square root of 3 is irrational.',
  ])('A36 medium: %s', (message) => {
    expect(of(message)).toBe('medium')
  })

  test.each([
    'Design a scalable, fault-tolerant architecture for a chat service with a million concurrent users. Requirements:\n1. end-to-end encryption\n2. offline delivery\n3. search\n4. multi-region\nDiscuss the trade-offs of each choice in detail and include a migration plan from a monolith.',
    `Refactor this module, keep the behaviour, and add thorough tests for its edge cases:\n\`\`\`ts\n${'export function step(input: number) { return input + 1 }\n'.repeat(60)}\`\`\``,
  ])('A36 complex: %s', (message) => {
    expect(of(message)).toBe('complex')
  })

  test('A36 asking for brevity makes it no harder, asking for depth no easier', () => {
    const rank = { simple: 0, medium: 1, complex: 2 }
    const plain = 'Explain how a suspension bridge carries its load and why the towers do not tip over'
    expect(rank[of(`${plain}, briefly, in one sentence`)]).toBeLessThanOrEqual(rank[of(plain)])
    expect(rank[of(`${plain}, comprehensive and in detail, step by step`)]).toBeGreaterThan(rank[of(plain)])
  })

  test('A36 attachments and tools add to it', () => {
    const messageContent = 'Which month was the best?'
    const file = { name: 'sales.csv', mediaType: 'text/csv', size: 5_000_000 }
    expect(complexityOf({ messageContent })).toBe('simple')
    expect(complexityOf({ messageContent, attachments: [file] })).toBe('medium')
    expect(complexityOf({ messageContent, attachments: [file, file], tools: ['a', 'b', 'c'] })).toBe(
      'complex',
    )
  })

  test('A36 text without spaces has a length too', () => {
    expect(of('请分析这段文字的主要观点并说明作者的理由'.repeat(40))).not.toBe('simple')
  })
})
