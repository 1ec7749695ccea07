import { type Outcomes, parseOutcomes } from './outcomes'

const HEAD = 'prompt_id,task,model,score,input_tokens,output_tokens,cost_usd,latency_ms'

/**
 * A hundred prompts of each task and, for each model, how many of them it answers well, spread so that models fail on
 * different ones; without cost and latency.
 */
export function exampleOutcomes(successes: Record<string, readonly number[]>): Outcomes {
  const lines = Object.entries(successes).flatMap(([model, counts], shift) =>
    counts.flatMap((count, task) =>
      Array.from({ length: 100 }, (_, prompt) => {
        const isSuccess = (prompt * 37 + shift * 11) % 100 < count
        return `p${prompt},task ${task},${model},${isSuccess ? 1 : 0},,,,`
      }),
    ),
  )
  return parseOutcomes([HEAD, ...lines].join('\n'))
}
