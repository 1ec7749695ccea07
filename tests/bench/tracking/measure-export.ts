import { readFileSync, writeFileSync } from 'node:fs'
import { sessionOf } from '../../session-of'
import { startApp } from '../../start-app'
import type { Project } from '../../start-project'
import { type Lead, PASSWORD } from '../analytics/leads'
import type { Print } from './bench'

const LINE_FEED = 10

/** The whole log as CSV over HTTP, and the most memory that the app ever held meanwhile. */
export async function measureExport(
  project: Project,
  lead: Lead,
  print: Print,
  progress: (text: string) => void,
): Promise<void> {
  const app = await startApp({ ...project.variables(), LOG_LEVEL: 'warn' })
  try {
    const { cookie } = await sessionOf(project, lead.email, PASSWORD)
    // Begins the count of the most memory anew, after the start of the app.
    if (process.platform === 'linux') writeFileSync(`/proc/${app.process.pid}/clear_refs`, '5')
    const startedAt = performance.now()
    const response = await fetch(`${app.url}/api/analytics/logs/export?format=csv`, { headers: { cookie } })
    if (!response.ok || !response.body) throw new Error(`the export answered ${response.status}`)
    let lines = 0
    for await (const chunk of response.body) for (const byte of chunk) if (byte === LINE_FEED) lines++
    const seconds = (performance.now() - startedAt) / 1000
    progress(`${lines} lines in ${seconds.toFixed(1)} s`)
    print('export_rows_per_s', lines / seconds, 'rows/s')
    if (process.platform === 'linux') print('export_peak_mb', peakMegabytes(app.process.pid), 'MB')
  } finally {
    await app.stop()
  }
}

function peakMegabytes(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return (Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024) / 1e6
}
