import { createClient } from '@supabase/supabase-js'
import type { Project } from '../start-project'
import { type Figure, percentile, rounded } from './figure'

const QUESTIONS = [
  'Write a Python function that merges two sorted lists.',
  'Tell me a story about a lighthouse keeper.',
  'What is the derivative of x^3 * sin(x)? Explain step by step.',
  'Summarise the pros and cons of remote work in a table.',
  'Hi, how are you?',
]

/** Time of one recommendation in this process, with its evidence in memory and with none. */
export async function measureRecommender(project: Project): Promise<Figure[]> {
  Object.assign(process.env, project.variables())
  const { teamRecommender, teamEvidence } = await import('@/lib/team-recommender')
  const freshRecommender = (teamId: string) => teamRecommender(teamId, teamEvidence())
  const admin = createClient(project.url, project.secretKey)
  const { data: team, error } = await admin.from('teams').select('id').eq('is_demo', true).single()
  if (error) throw error

  const timed = async (rounds: number, recommender: () => ReturnType<typeof teamRecommender>) => {
    const samples: number[] = []
    for (let round = 0; round < rounds; round++) {
      const asked = recommender()
      const startedAt = performance.now()
      await asked.getModelRecommendation(
        { messageContent: QUESTIONS[round % QUESTIONS.length] ?? '' },
        'balanced',
      )
      samples.push(performance.now() - startedAt)
    }
    return samples
  }
  await timed(2000, () => teamRecommender(team.id))
  const warm = await timed(10_000, () => teamRecommender(team.id))
  const cold = await timed(200, () => freshRecommender(team.id))
  return [
    { name: 'recommend_warm_p99_ms', value: rounded(percentile(warm, 0.99)), unit: 'ms' },
    { name: 'recommend_cold_p50_ms', value: rounded(percentile(cold, 0.5)), unit: 'ms' },
    { name: 'recommend_cold_p99_ms', value: rounded(percentile(cold, 0.99)), unit: 'ms' },
  ]
}
