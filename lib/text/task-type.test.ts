import { describe, expect, test } from 'vitest'
import type { TaskContext } from '@/lib/recommender/task-context'
import { splitCode } from '@/lib/text/split-code'
import { taskScores, taskTypeOf } from '@/lib/text/task-type'
import { TASK_TYPE_EXAMPLES } from '@/lib/text/task-type.examples'
import { TASK_TYPES } from '@/lib/vocabulary'

const contextOf = (example: string | TaskContext): TaskContext =>
  typeof example === 'string' ? { messageContent: example } : example

test('A36 at least nine in ten of the labelled messages get their task type', () => {
  const results = TASK_TYPES.flatMap((taskType) =>
    TASK_TYPE_EXAMPLES[taskType].map((example) => ({
      message: contextOf(example).messageContent.slice(0, 70),
      taskType,
      guess: taskTypeOf(contextOf(example)),
    })),
  )
  const wrong = results.filter(({ taskType, guess }) => taskType !== guess)
  const accuracy = 1 - wrong.length / results.length
  console.info(`task type: ${(100 * accuracy).toFixed(1)}% of ${results.length} messages`, wrong)
  expect(results.length).toBeGreaterThanOrEqual(80)
  expect(accuracy).toBeGreaterThanOrEqual(0.9)
})

describe('attachments, tools and code decide what the message leaves open', () => {
  const open = { messageContent: 'Can you have a look?' }

  test.each([
    ['general_chat', {}],
    ['file_processing', { attachments: [{ name: 'scan.pdf', mediaType: 'application/pdf' }] }],
    ['coding', { attachments: [{ name: 'main.rs', mediaType: 'text/plain' }] }],
    ['function_calling', { tools: ['search_orders'] }],
    ['coding', { hasCodeContent: true }],
  ] as const)('A36 %s', (taskType, extra) => {
    const context: TaskContext = {
      ...open,
      ...('attachments' in extra ? { attachments: [...extra.attachments] } : {}),
    }
    if ('tools' in extra) context.tools = [...extra.tools]
    if ('hasCodeContent' in extra) context.hasCodeContent = extra.hasCodeContent
    expect(taskTypeOf(context)).toBe(taskType)
  })
})

describe('any message gets an answer', () => {
  test('A36 nothing said is other; words in any script are talk', () => {
    expect(taskTypeOf({ messageContent: '' })).toBe('other')
    expect(taskTypeOf({ messageContent: '  \n ?!' })).toBe('other')
    expect(taskTypeOf({ messageContent: 'Что ты думаешь о дожде' })).toBe('general_chat')
    expect(taskTypeOf({ messageContent: '今日はとても暑いですね' })).toBe('general_chat')
  })

  test.each([
    ['letters', 'a'],
    ['spaces', ' '],
    ['line ends', '\n'],
    ['braces', '{;}\n'],
    ['words', 'if all cats are the same as the others '],
    ['digits', '12 + '],
    ['quotes', '```'],
    ['open question', 'how many '],
  ])('A36 a megabyte of %s is judged without hanging', (_, unit) => {
    const messageContent = unit.repeat(1_000_000 / unit.length)
    expect(TASK_TYPES).toContain(taskTypeOf({ messageContent }))
  })

  test('A36 the request after a very long text still counts', () => {
    const story = 'The harbour lay quiet and the boats were asleep. '.repeat(2000)
    expect(taskTypeOf({ messageContent: `${story}\nTranslate this into French.` })).toBe('other')
  })
})

describe('code is told from prose', () => {
  test('A36 fenced code is cut out and counted', () => {
    const split = splitCode('Look:\n```ts\nconst a = 1\n\nconst b = 2\n```\nWhy?')
    expect(split).toEqual({ prose: 'Look:\n\n\nWhy?', codeLines: 2, hasTrace: false })
  })

  test('A36 an unclosed fence runs to the end', () => {
    expect(splitCode('```py\nprint(1)\nprint(2)').codeLines).toBe(2)
  })

  test('A36 code without a fence is recognised, prose is not taken for it', () => {
    expect(splitCode('def add(a, b):\n    return a + b').codeLines).toBe(2)
    expect(splitCode('I return home.\nMy class begins at nine; then I eat.').codeLines).toBe(0)
  })

  test.each([
    '    at Object.<anonymous> (/app/index.js:10:5)',
    'TypeError: x is not a function',
    '  File "main.py", line 3, in <module>',
    'error[E0382]: borrow of moved value',
  ])('A36 a trace: %s', (line) => {
    expect(splitCode(`It says\n${line}`).hasTrace).toBe(true)
    expect(taskTypeOf({ messageContent: `It says\n${line}` })).toBe('coding')
  })
})

test('A36 a verdict names its signs, the likeliest task first', () => {
  const [first, ...rest] = taskScores({ messageContent: 'Write a Python function that sorts a list.' })
  expect(first?.taskType).toBe('coding')
  expect(first?.because).toEqual(
    expect.arrayContaining(['asks for a program', 'names a programming language or tool']),
  )
  for (const other of rest) expect(other.score).toBeLessThanOrEqual(first?.score ?? 0)
})
