import { expect, test } from 'vitest'
import type { TaskContext } from '@/lib/recommender/task-context'
import { taskTypeOf } from '@/lib/text/task-type'
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
