import { arrived, expect, mailedLink, open, seriousViolations, signIn, signUp, test } from './journey'

test('A28 whoever signs up has a team of their own, and is told that there is no data yet', async ({
  page,
}) => {
  await signUp(page, 'Wilma')
  await page.goto('/analytics/models')
  await expect(page.getByRole('heading', { name: /^No call/ })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Open the chat' })).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])
})

test('A forgotten password is reset with the mailed link', async ({ page }) => {
  const email = await signUp(page, 'Vera')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(/\/login/)
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await page.waitForURL(/\/reset/)
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Send the link' }).click()
  await expect(page.getByText('is on its way')).toBeVisible()
  await page.goto(await mailedLink('/auth/confirm'))
  await page.getByLabel('New password', { exact: true }).fill('another-long-password')
  await page.getByLabel('New password, again').fill('another-long-password')
  await page.getByRole('button', { name: 'Set the password' }).click()
  await arrived(page, /\/(chat|login|settings)/)
  await page.context().clearCookies()
  await signIn(page, email, 'another-long-password')
})

test('An invitation by link lets one person into the team', async ({ page, browser, baseURL }) => {
  await signUp(page, 'Petra')
  await open(page, '/settings')
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = await page.getByLabel('Link for one person, valid for 7 days').inputValue()

  const guest = await browser.newPage({ ...(baseURL && { baseURL }) })
  await guest.goto(link)
  await guest.getByRole('link', { name: 'Create an account' }).click()
  await guest.waitForURL(/\/signup/)
  await guest.getByLabel('Your name').fill('Gustav')
  await guest.getByLabel('E-mail').fill(`gustav-${Date.now()}@journey.augury.test`)
  await guest.getByLabel('Password').fill('a-long-password')
  await guest.getByRole('button', { name: 'Create account' }).click()
  await guest.getByRole('button', { name: /^Join/ }).click()
  await guest.waitForURL(/\/chat/)
  await guest.goto('/analytics/models')
  await expect(guest.getByRole('heading', { name: 'Only leads see these figures' })).toBeVisible()
  await guest.goto(link)
  await expect(guest.getByRole('heading', { name: 'This invitation no longer holds' })).toBeVisible()
  await guest.close()
})

test('Who is signed out, or was never in, sees the sign-in page', async ({ page }) => {
  await page.goto('/analytics/models?days=7')
  await expect(page).toHaveURL(/\/login\?next=/)
  await expect(page.getByText('lead@demo.augury.test')).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])
})
