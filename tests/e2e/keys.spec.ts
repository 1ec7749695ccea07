import {
  expect,
  expectNoSidewaysScroll,
  MEMBER,
  open,
  seriousViolations,
  signIn,
  signUp,
  test,
} from './journey'

test('C5 a lead makes a key, a service reports with it, and the lead revokes it', async ({
  page,
  request,
}) => {
  await signUp(page, 'Keeper')
  await open(page, '/settings')
  const section = page.getByRole('region', { name: 'API keys', exact: true }).first()
  const name = `Billing ${Date.now()}`
  await section.getByLabel('Make a key for').fill(name)
  await section.getByRole('button', { name: 'Make a key' }).click()
  const key = await section.getByLabel('Key', { exact: true }).inputValue()
  const row = section.getByRole('row', { name })
  await expect(row).toContainText(`${key.slice(0, 12)}…`)
  await expect(row).toContainText('never')

  const report = () =>
    request.post('/api/track', {
      headers: { authorization: `Bearer ${key}` },
      data: { provider: 'openai', model: 'gpt-5.5', feature: 'journey' },
    })
  expect((await report()).status()).toBe(200)
  await open(page, '/settings')
  await expect(section.getByLabel('Key', { exact: true })).toHaveCount(0)
  await expect(page.locator('body')).not.toContainText(key)
  await expect(row).not.toContainText('never')

  await row.getByRole('button', { name: `Revoke ${name}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke the key' }).click()
  await expect(row).toContainText('revoked')
  expect((await report()).status()).toBe(401)
  expect(await seriousViolations(page)).toEqual([])
  await page.setViewportSize({ width: 375, height: 800 })
  await expectNoSidewaysScroll(page)
})

test('C5 members do not see keys', async ({ page }) => {
  await signIn(page, MEMBER)
  await open(page, '/settings')
  await expect(page.getByRole('heading', { name: 'Members' })).toBeVisible()
  await expect(page.getByText('API keys')).toHaveCount(0)
})
