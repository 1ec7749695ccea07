import { percentile } from '../figure'
import { elapsed } from './timed'

const WARM_UPS = 5

/** The median time of the models page's data over HTTP ÷ that of the health check, asked in turn. */
export async function pageOverHealth(
  url: string,
  cookie: string,
  rounds: number,
  progress: (text: string) => void,
): Promise<number> {
  const get = async (path: string) => {
    const response = await fetch(`${url}${path}`, { headers: { cookie } })
    await response.arrayBuffer()
    if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  }
  const pages: number[] = []
  const healths: number[] = []
  for (let round = -WARM_UPS; round < rounds; round++) {
    const page = await elapsed(() => get('/api/analytics/models?days=90'))
    const health = await elapsed(() => get('/api/health'))
    if (round < 0) continue
    pages.push(page)
    healths.push(health)
  }
  const [page, health] = [percentile(pages, 0.5), percentile(healths, 0.5)]
  progress(`page ${page.toFixed(1)} ms, health ${health.toFixed(1)} ms`)
  return page / health
}
