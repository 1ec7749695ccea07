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

const LEDGER = '/analytics/recommendations'

test('B3 B8 the lead reads how decisions held and what other ways to choose would have brought', async ({
  page,
}) => {
  await signIn(page, LEAD)
  await page.getByRole('link', { name: 'Ledger' }).click()
  await expect(page).toHaveURL(LEDGER)
  const policies = page.getByRole('region', { name: 'Ways to choose compared' })
  for (const way of ['As it was chosen', 'Rules alone', 'Any model at random', /^Always claude-sonnet-5/]) {
    await expect(policies.getByRole('rowheader', { name: way })).toBeVisible()
  }
  await expect(policies.getByRole('row', { name: /Always gpt-5.6/ })).toContainText('Not enough data')
  await expect(page.getByRole('heading', { name: 'Does choosing pay?' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Latest decisions' }).getByRole('listitem')).toHaveCount(25)
  for (let left = 2; left > 0; left--) {
    await page
      .getByRole('button', { name: /^Show as table/ })
      .first()
      .click()
  }
  await expect(page.getByRole('region', { name: / as a table$/ })).toHaveCount(2)
})

test('B8 period and task type live in the address; a period without decisions says what to do', async ({
  page,
}) => {
  await signIn(page, LEAD)
  await open(page, LEDGER)
  await page.getByRole('combobox', { name: 'Task type' }).selectOption('coding')
  await expect(page).toHaveURL(/task_type=coding/)
  await page.getByRole('navigation', { name: 'Period' }).getByRole('link', { name: '7 days' }).click()
  await expect(page).toHaveURL(/days=7/)
  await open(page, `${LEDGER}?from=2020-01-01&to=2020-01-02`)
  await expect(page.getByRole('heading', { name: 'Nothing was decided in this period' })).toBeVisible()
})

test('B8 the ledger has no serious accessibility finding, dark and light, and fits a phone', async ({
  page,
}) => {
  await signIn(page, LEAD)
  await open(page, LEDGER)
  expect(await seriousViolations(page)).toEqual([])
  await page.getByRole('button', { name: 'Switch to the light theme' }).click()
  await expect(page.locator('html')).not.toHaveClass(/dark/)
  expect(await seriousViolations(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(page)
})

test('B8 a member sees that the ledger is for leads', async ({ page }) => {
  await signIn(page, MEMBER)
  await open(page, LEDGER)
  await expect(page.getByRole('heading', { name: 'Only leads see these figures' })).toBeVisible()
  const answer = await page.request.get('/api/analytics/recommendations')
  expect(answer.status()).toBe(403)
})
