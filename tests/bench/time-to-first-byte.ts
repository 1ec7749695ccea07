import { v7 } from 'uuid'
import { demoLogins } from '@/supabase/seed/logins'
import { sessionOf } from '../session-of'
import { startApp } from '../start-app'
import type { Project } from '../start-project'
import { wireServer } from '../wire-server'
import { type Figure, percentile, rounded } from './figure'

const ROUNDS = 400

/**
 * Time to the first byte of `/api/chat` against a provider that answers at once: with recommendation and tracking,
 * minus with a model chosen by hand in a team whose analytics are off. Both in turn, so that noise hits both alike.
 */
export async function measureTimeToFirstByte(project: Project): Promise<Figure[]> {
  const provider = await wireServer()
  const app = await startApp({
    ...project.variables(),
    OPENAI_API_KEY: 'sk-bench',
    OPENAI_BASE_URL: provider.url,
    OPENAI_MODELS: 'gpt-5.5,gpt-5.4-mini,gpt-5.6',
    LOG_LEVEL: 'warn',
  })
  try {
    const [lead] = demoLogins()
    const { client, cookie } = await sessionOf(project, lead?.email ?? '', lead?.password ?? '')
    const teams = await client.rpc('get_my_teams')
    const own = await client.rpc('create_team', { p_name: 'Without analytics', p_time_zone: 'UTC' })
    if (teams.error ?? own.error) throw teams.error ?? own.error
    const bare: string = own.data.team_id
    const off = await client.from('teams').update({ analytics_enabled: false }).eq('id', bare).select()
    if (off.error) throw off.error

    const firstByte = async (teamId: string, choice: object) => {
      const startedAt = performance.now()
      const response = await fetch(`${app.url}/api/chat`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify({
          id: v7(),
          teamId,
          messages: [{ id: v7(), role: 'user', parts: [{ type: 'text', text: 'Sort a list in Python.' }] }],
          ...choice,
        }),
      })
      const reader = response.body?.getReader()
      if (!response.ok || !reader) throw new Error(`/api/chat answered ${response.status}`)
      await reader.read()
      const elapsed = performance.now() - startedAt
      while (!(await reader.read()).done);
      return elapsed
    }
    const withBoth: number[] = []
    const withNeither: number[] = []
    for (let round = -50; round < ROUNDS; round++) {
      const both = await firstByte(teams.data[0].team_id, {})
      const neither = await firstByte(bare, { provider: 'openai', model: 'gpt-5.5' })
      if (round >= 0) {
        withBoth.push(both)
        withNeither.push(neither)
      }
    }
    const overhead = (share: number) => rounded(percentile(withBoth, share) - percentile(withNeither, share))
    return [
      { name: 'ttft_bare_p50_ms', value: rounded(percentile(withNeither, 0.5)), unit: 'ms' },
      { name: 'ttft_bare_p99_ms', value: rounded(percentile(withNeither, 0.99)), unit: 'ms' },
      { name: 'ttft_overhead_p50_ms', value: overhead(0.5), unit: 'ms' },
      { name: 'ttft_overhead_p99_ms', value: overhead(0.99), unit: 'ms' },
    ]
  } finally {
    await app.stop()
    await provider.close()
  }
}
