import { expect, expectNoSidewaysScroll, LEAD, open, seriousViolations, signIn, test } from './journey'

test.beforeEach(async ({ page }) => {
  await signIn(page, LEAD)
  await open(page, '/analytics/models')
})

test('A18 A19 A20 A21 A23 A24 A25 the lead reads the figures of the demo team', async ({ page }) => {
  await expect(page.getByText('Demo team.', { exact: true })).toBeVisible()
  for (const label of ['Calls', 'Response time', 'Success rate', 'Satisfaction', 'Tokens per call', 'Cost']) {
    await expect(page.locator('dt', { hasText: new RegExp(`^${label}$`) })).toBeVisible()
  }
  for (const subject of ['Response time', 'Success rate', 'Satisfaction']) {
    await expect(page.getByRole('heading', { name: subject }).first()).toBeVisible()
  }
  const models = page.getByRole('region', { name: 'Figures of all models' })
  await expect(models.getByRole('row')).toHaveCount(9)
  await expect(models.getByRole('rowheader', { name: /gpt-5.6/ })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Best model per task' })).toBeVisible()
})

test('A26 filters live in the address: a link shows a colleague the same picture', async ({
  page,
  context,
}) => {
  await page.getByRole('combobox', { name: 'Task type' }).selectOption('coding')
  await expect(page).toHaveURL(/task_type=coding/)
  await page.getByRole('navigation', { name: 'Period' }).getByRole('link', { name: '7 days' }).click()
  await expect(page).toHaveURL(/days=7/)
  const calls = page.locator('dt', { hasText: /^Calls$/ }).locator('xpath=following-sibling::dd[1]')
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  const colleague = await context.newPage()
  await colleague.goto(page.url())
  await expect(colleague.getByRole('combobox', { name: 'Task type' })).toHaveValue('coding')
  await expect(
    colleague.locator('dt', { hasText: /^Calls$/ }).locator('xpath=following-sibling::dd[1]'),
  ).toHaveText((await calls.textContent()) ?? '')
})

test('A26 a link to one feature shows a colleague its calls alone', async ({ page, context }) => {
  const more = page.getByRole('button', { name: 'More filters' })
  await more.click()
  await page.getByRole('combobox', { name: 'Feature' }).selectOption('code_review')
  await expect(page).toHaveURL(/feature=code_review/)
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  const tasks = page.getByRole('region', { name: 'Figures by task type' })
  await expect(tasks.getByRole('rowheader')).toHaveText(['Coding'])
  const colleague = await context.newPage()
  await open(colleague, page.url())
  await expect(colleague.getByRole('combobox', { name: 'Feature' })).toHaveValue('code_review')
  const shown = colleague.getByRole('region', { name: 'Figures by task type' }).getByRole('row').last()
  await expect(shown).toHaveText((await tasks.getByRole('row').last().textContent()) ?? '')
  await expect(
    colleague.getByRole('region', { name: 'Failed calls by kind' }).getByRole('row'),
  ).not.toHaveCount(1)
})

test('A22 the table of models sorts by any figure', async ({ page }) => {
  const table = page.getByRole('region', { name: 'Figures of all models' })
  const first = table.getByRole('rowheader').first()
  await table.getByRole('button', { name: 'Average time' }).click()
  await expect(table.getByRole('columnheader', { name: 'Average time' })).toHaveAttribute(
    'aria-sort',
    'descending',
  )
  const slowest = (await first.textContent()) ?? ''
  await table.getByRole('button', { name: 'Average time' }).click()
  await expect(first).toContainText('gemini-3.1-flash-lite')
  await expect(table.getByRole('rowheader').last()).toHaveText(slowest)

  await page.setViewportSize({ width: 1280, height: 800 })
  const firstToken = table.getByRole('button', { name: 'First token p95' })
  await firstToken.click()
  await expect(firstToken).toHaveAccessibleName('First token p95, descending')
  await expect(firstToken).toBeInViewport({ ratio: 1 })
  await expect(first).toContainText('claude-opus-4-8')
})

test('A27 every chart can be read as a table', async ({ page }) => {
  const buttons = page.getByRole('button', { name: /^Show as table/ })
  await expect(buttons).toHaveCount(5)
  for (let left = 5; left > 0; left--) await buttons.first().click()
  await expect(page.getByRole('region', { name: / as a table$/ })).toHaveCount(5)
})

test('A41 each task has a front, which names what is chosen for which priority and what would settle it', async ({
  page,
}) => {
  const tasks = page.getByRole('navigation', { name: 'Task type weighed' })
  await tasks.getByRole('link', { name: 'Creative' }).click()
  await expect(page).toHaveURL(/task_type=creative/)
  await expect(page.getByRole('combobox', { name: 'Task type' })).toHaveValue('creative')
  await expect(tasks.getByRole('link', { name: 'Creative' })).toHaveAttribute('aria-current', 'true')
  await expect(tasks.getByRole('link', { name: 'Coding' })).not.toHaveAttribute('aria-current')
  const chosen = page.getByRole('listitem').filter({ hasText: 'chosen for' })
  await expect(chosen.first()).toContainText(/p95 .+ calls · on the front/)
  await page.getByRole('button', { name: /^Show as table.*Quality, speed and price$/ }).click()
  const table = page.getByRole('region', { name: 'Quality, speed and price as a table' })
  for (const priority of ['balanced', 'speed', 'quality', 'cost']) {
    await expect(table.getByRole('row').filter({ hasText: priority })).not.toHaveCount(0)
  }
})

test('A41 the lead reads which models changed, by how much and after how many calls', async ({ page }) => {
  const changes = page.getByRole('region', { name: 'Models that changed' })
  await expect(changes.getByRole('listitem').filter({ hasText: 'gemini-3.5-flash' })).toContainText(
    /got worse .+: \d\d\.\d% of its calls succeeded before, \d\d\.\d% since.*found .+ after [\d,]+ calls/,
  )
})

test('A27 no serious accessibility finding, dark and light', async ({ page }) => {
  await expect(page.locator('html')).toHaveClass(/dark/)
  expect(await seriousViolations(page)).toEqual([])
  await page.getByRole('button', { name: 'Switch to the light theme' }).click()
  await expect(page.locator('html')).not.toHaveClass(/dark/)
  expect(await seriousViolations(page)).toEqual([])
})

test('A27 fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of ['/analytics/models', '/chat', '/settings']) {
    await page.goto(path)
    await expect(page.getByRole('main')).toBeVisible()
    await expectNoSidewaysScroll(page)
    const current = page.getByRole('navigation', { name: 'Main' }).locator('[aria-current]')
    // But for a part of a pixel, in which nothing scrolls.
    await expect(current).toBeInViewport({ ratio: 0.95 })
  }
})

test('A30 the lead sets how models are chosen, and a wrong percent is told at its field', async ({
  page,
}) => {
  await open(page, '/settings')
  const [least, most] = [page.getByLabel('Try others at least, %'), page.getByLabel('Try others at most, %')]
  const save = page.getByRole('button', { name: 'Save choice' })
  await most.fill('0')
  await save.click()
  await expect(least).toHaveAccessibleDescription('Must not be more than “at most”.')
  await expect(most).toHaveValue('0')
  await least.fill('0')
  await save.click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.reload()
  await expect(most).toHaveValue('0')
  await least.fill('1')
  await most.fill('100')
  await save.click()
  await expect(page.getByText('Saved.')).toBeVisible()
})

test('A24 a new time zone is said to be counted until its days are shown', async ({ page }) => {
  test.slow()
  const choose = async (zone: string) => {
    await open(page, '/settings')
    const team = page.getByRole('region', { name: 'Lantern & Quill' })
    const select = team.getByRole('combobox', { name: 'Time zone' })
    await select.selectOption(zone)
    await team.getByRole('button', { name: 'Save team' }).click()
    await expect(team.getByText('Saved.')).toBeVisible()
    await expect(select).toHaveValue(zone)
  }
  await choose('Asia/Tokyo')
  await page.goto('/analytics/models?days=365')
  await expect(page.getByText(/^Counting days anew in Asia\/Tokyo|; days in Asia\/Tokyo$/)).toBeVisible()
  // Of itself: a page that is left open follows what it shows.
  await expect(page.getByText(/; days in Asia\/Tokyo$/)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('Counting days anew')).toHaveCount(0)
  await choose('Europe/Berlin')
})

test('C9 the lead sets a price in place of a list price, and removes it in two tabs', async ({
  page,
  context,
}) => {
  await open(page, '/settings')
  const prices = page.getByRole('region', { name: 'Prices', exact: true })
  await prices.getByLabel('Provider').fill('ollama')
  await prices.getByLabel('Model', { exact: true }).fill('Llama-4*')
  await prices.getByLabel('Input, $').fill('0.25')
  await prices.getByRole('button', { name: 'Save price' }).click()
  await expect(prices.getByText('Enter dollars, such as 2.50.')).toBeVisible()
  await prices.getByLabel('Output, $').fill('1')
  await prices.getByRole('button', { name: 'Save price' }).click()
  const row = prices.getByRole('row', { name: /llama-4\*/ })
  await expect(row).toContainText('$0.25')
  const other = await context.newPage()
  await open(other, '/settings')
  for (const tab of [page, other]) {
    const removed = tab.getByRole('row', { name: /llama-4\*/ })
    await removed.getByRole('button', { name: 'Remove the price of llama-4*' }).click()
    await expect(removed).toHaveCount(0)
  }
})
