import { readFile } from 'node:fs/promises'
import {
  expect,
  expectNoSidewaysScroll,
  LEAD,
  MEMBER,
  open,
  seriousViolations,
  signIn,
  test,
} from './journey'

const LOG = '/analytics/logs'

test('C10 C11 C12 C14 C16 the lead narrows the log, goes into a day and opens a call', async ({ page }) => {
  await signIn(page, LEAD)
  await open(page, LOG)
  const total = page.locator('dt', { hasText: /^Calls$/ }).locator('xpath=following-sibling::dd[1]')
  const all = Number((await total.textContent())?.replaceAll(',', ''))
  expect(all).toBeGreaterThan(10_000)

  await page.getByRole('combobox', { name: 'Outcome' }).selectOption('failed')
  await expect(page).toHaveURL(/outcome=failed/)
  await page.getByRole('combobox', { name: 'Model' }).selectOption('gpt-5.5')
  await expect(page).toHaveURL(/model=gpt-5.5/)
  const days = page.getByRole('navigation', { name: 'Days' })
  await days.getByRole('listitem').nth(1).getByRole('link').click()
  await expect(page).toHaveURL(/from=\d{4}-\d\d-01/)
  await days.getByRole('list').nth(1).getByRole('link').first().click()
  const day = /from=([\d-]+)&to=\1/
  await expect(page).toHaveURL(day)
  const calls = page.getByRole('region', { name: 'Calls' }).getByRole('row')
  await expect(calls.filter({ hasNotText: /Error|Timed out/ })).toHaveCount(1)
  await expect(total).toHaveText(String((await calls.count()) - 1))

  await calls.nth(1).getByRole('link').first().click()
  await expect(page.getByRole('heading', { name: 'Everything stored' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'gpt-5.5' })).toContainText(/Error|Timed out/)
  expect(await seriousViolations(page)).toEqual([])
})

test('C13 C15 a search finds the text of errors, and pages go on where they ended', async ({ page }) => {
  await signIn(page, LEAD)
  await open(page, LOG)
  const search = page.getByRole('searchbox', { name: 'Search' })
  await search.fill('rate limit')
  await search.press('Enter')
  await expect(page).toHaveURL(/q=rate\+limit/)
  const rows = page.getByRole('region', { name: 'Calls' }).getByRole('row')
  await expect(rows.filter({ hasText: /rate limit/i })).toHaveCount(50)
  const last = await rows.last().getByRole('link').first().getAttribute('href')
  await page.getByRole('link', { name: 'Older' }).click()
  await expect(page).toHaveURL(/before=/)
  await expect(rows.first()).toBeVisible()
  const shown = await page
    .getByRole('region', { name: 'Calls' })
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  expect(shown).not.toContain(last)
  await page.getByRole('link', { name: 'Newest' }).click()
  await expect(page).not.toHaveURL(/before=/)
})

test('C17 the lead exports chosen columns of the filtered calls', async ({ page }) => {
  await signIn(page, LEAD)
  await open(page, `${LOG}?outcome=timeout`)
  const total = page.locator('dt', { hasText: /^Calls$/ }).locator('xpath=following-sibling::dd[1]')
  const count = Number((await total.textContent())?.replaceAll(',', ''))
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('checkbox', { name: 'E-mail' }).uncheck()
  const begun = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download CSV' }).click()
  const download = await begun
  expect(download.suggestedFilename()).toBe('augury-calls.csv')
  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n')
  expect(lines[0]).toContain('User,Feature')
  expect(lines).toHaveLength(count + 1)
  expect(lines.slice(1).every((line) => line.includes('timeout'))).toBe(true)
})

test('C22 every figure of a model leads to the calls it counts', async ({ page }) => {
  await signIn(page, LEAD)
  await open(page, '/analytics/models?days=7')
  const row = page
    .getByRole('region', { name: 'Figures of all models' })
    .getByRole('row', { name: /gpt-5\.5/ })
  const link = row.getByRole('link').first()
  const count = await link.textContent()
  await link.click()
  await expect(page).toHaveURL(/\/analytics\/logs\?from=.+&model=gpt-5\.5/)
  await expect(
    page.locator('dt', { hasText: /^Calls$/ }).locator('xpath=following-sibling::dd[1]'),
  ).toHaveText(String(count))
})

test('C9 C19 C20 the lead reads what the team and each of it used', async ({ page }) => {
  await signIn(page, LEAD)
  await open(page, '/usage/team')
  await page
    .getByRole('region', { name: 'By user' })
    .last()
    .getByRole('link', { name: 'Mika Thorne' })
    .click()
  await expect(page.getByRole('heading', { name: 'Usage of Mika Thorne' })).toBeVisible()
  for (const breakdown of ['By feature', 'By model', 'By day']) {
    await expect(page.getByRole('heading', { name: breakdown })).toBeVisible()
  }
  expect(await seriousViolations(page)).toEqual([])
})

test('C21 the lead is told of an unusual day, sees its calls and dismisses it; members are told nothing', async ({
  page,
}) => {
  await signIn(page, LEAD)
  const link = page.getByRole('link', { name: /^Alerts/ })
  await expect(async () => {
    await page.reload()
    await expect(link).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 40_000 })
  await link.click()
  const alerts = page.getByRole('region', { name: 'Unusual consumption' })
  const alert = alerts.getByRole('listitem').filter({ hasText: /^Ida Lindqvist used \$\d/ })
  await expect(alert).toContainText(/Usual is \$0\.\d\d, the median of \d+ days with use/)
  const href = await alert.getByRole('link', { name: /^See the calls of Ida/ }).getAttribute('href')
  expect(href).toMatch(/from=([\d-]+)&to=\1&user=/)

  const others = Number(/\d+/.exec((await link.textContent()) ?? '')?.[0]) - 1
  await alert.getByRole('button', { name: 'Dismiss the alert about Ida Lindqvist' }).click()
  await expect(alert.filter({ hasNotText: 'dismissed' })).toHaveCount(0)
  await expect(link).toContainText(`${others}`)
  await alerts.getByText('1 dismissed alert').click()
  await expect(alert).toContainText(/dismissed .+ by Rowan Ashby/)
  expect(await seriousViolations(page)).toEqual([])
  const told = await (await page.request.get('/api/alerts')).json()
  const last = told.alerts.at(-1)
  expect(told.open).toBe(others)
  expect(last).toMatchObject({ userName: 'Ida Lindqvist', isOpen: false, dismissedBy: 'Rowan Ashby' })
  const dismiss = (id: string) =>
    page.request.patch(`/api/alerts/${id}`, { data: { dismissed: true } }).then((answer) => answer.status())
  expect(await dismiss(last.id)).toBe(204)
  expect(await dismiss('0190a000-0000-7000-8000-000000000001')).toBe(404)
  await open(page, href ?? '')
  await expect(page.getByRole('region', { name: 'Calls' }).getByRole('row')).toHaveCount(51)

  await page.context().clearCookies()
  await signIn(page, MEMBER)
  await expect(page.getByRole('link', { name: 'Usage' })).toBeVisible()
  await expect(link).toHaveCount(0)
  expect((await page.request.get('/api/alerts')).status()).toBe(403)
  expect(await dismiss(last.id)).toBe(403)
})

test('C18 a member sees their own usage, and neither the log nor that of others', async ({ page }) => {
  await signIn(page, MEMBER)
  await page.getByRole('link', { name: 'Usage' }).click()
  await expect(page.getByRole('heading', { name: 'Your usage' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'By feature' })).toBeVisible()
  for (const path of [LOG, '/usage/team']) {
    await open(page, path)
    await expect(page.getByRole('heading', { name: 'Only leads see these figures' })).toBeVisible()
  }
})

test('C10 C12 the log has all columns on a laptop, and says what it cannot read', async ({ page }) => {
  await signIn(page, LEAD)
  await page.setViewportSize({ width: 1280, height: 800 })
  await open(page, `${LOG}?outcome=odd&modl=gpt-5.5`)
  await expect(page.getByText('Not understood in the address, and left out: outcome, modl.')).toBeVisible()
  const columns = page.getByRole('columnheader')
  await expect(columns.last()).toHaveText('Cost, rating')
  await expect(columns.last()).toBeInViewport({ ratio: 1 })
})

test('C10 C18 the log and usage fit a phone and have no serious accessibility finding', async ({ page }) => {
  await signIn(page, LEAD)
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of [LOG, '/usage', '/usage/team']) {
    await open(page, path)
    await expectNoSidewaysScroll(page)
    for (const cost of await page.getByRole('columnheader', { name: 'Cost', exact: true }).all()) {
      const { x, width } = (await cost.boundingBox()) ?? { x: 0, width: Number.NaN }
      expect(x + width, path).toBeLessThanOrEqual(390)
    }
    expect(await seriousViolations(page), path).toEqual([])
  }
})
