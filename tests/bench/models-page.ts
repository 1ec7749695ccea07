import { chromium } from '@playwright/test'
import { findBrowser } from '@/scripts/browser'
import { demoLogins } from '@/supabase/seed/logins'
import { sessionOf } from '../session-of'
import { startApp } from '../start-app'
import type { Project } from '../start-project'
import { type Figure, rounded } from './figure'

/** All JavaScript, as sent (gzip), of a first visit to the models page until its charts stand. */
export async function measureModelsPage(project: Project): Promise<Figure[]> {
  const app = await startApp({ ...project.variables(), LOG_LEVEL: 'warn' })
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  })
  try {
    const [lead] = demoLogins()
    const { cookie } = await sessionOf(project, lead?.email ?? '', lead?.password ?? '')
    const context = await browser.newContext()
    const { hostname } = new URL(app.url)
    await context.addCookies(
      cookie.split('; ').map((pair) => {
        const [name = '', value = ''] = pair.split('=')
        return { name, value, domain: hostname, path: '/' }
      }),
    )
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    const scripts = new Set<string>()
    let bytes = 0
    session.on('Network.responseReceived', ({ requestId, type }) => {
      if (type === 'Script') scripts.add(requestId)
    })
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength
    })
    await page.goto(`${app.url}/analytics/models`)
    await page.locator('.recharts-surface').nth(3).waitFor()
    await page.waitForLoadState('networkidle')
    return [{ name: 'models_page_js_kb', value: rounded(bytes / 1024), unit: 'KiB' }]
  } finally {
    await browser.close()
    await app.stop()
  }
}
