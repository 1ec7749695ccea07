import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { demoPassword } from '@/supabase/seed/logins'

export { expect }
export const LEAD = 'lead@demo.augury.test'
export const MEMBER = 'member@demo.augury.test'

/** A journey fails when the browser's console reports an error on the way. */
export const test = base.extend<{ failOnConsoleErrors: undefined }>({
  failOnConsoleErrors: [
    async ({ page }, use) => {
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(error.message))
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
      await use(undefined)
      expect(errors).toEqual([])
    },
    { auto: true },
  ],
})

/** Goes to a page and waits until it answers to clicks: React marks what it has taken over. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.waitForFunction(() => {
    const buttons = [...document.querySelectorAll('main button')]
    return buttons.every((button) => Object.keys(button).some((key) => key.startsWith('__reactProps')))
  })
}

/** Waits for an address and for what its page reads behind it: a session that ends before that is answered is an error. */
export async function arrived(page: Page, address: RegExp): Promise<void> {
  await page.waitForURL(address)
  await page.waitForLoadState('networkidle')
}

/** Signs in on the sign-in page, and waits for the page behind it. */
export async function signIn(page: Page, email: string, password = demoPassword): Promise<void> {
  await open(page, '/login')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await arrived(page, /\/chat/)
}

export async function signUp(page: Page, name: string): Promise<string> {
  const email = `${name.toLowerCase()}-${Date.now()}@journey.augury.test`
  await open(page, '/signup')
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill('a-long-password')
  await page.getByRole('button', { name: 'Create account' }).click()
  await arrived(page, /\/chat/)
  return email
}

/** Serious and critical findings of axe, as “rule: element”. */
export async function seriousViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(excess).toBeLessThanOrEqual(0)
}

/** The latest link that was mailed; e-mails are printed to the console of the app. */
export async function mailedLink(path: string): Promise<string> {
  const links = async () => {
    const log = await readFile(process.env.AUGURY_E2E_LOG ?? '', 'utf8')
    return [...log.matchAll(/https?:\/\/[^\s"'<>]+/g)]
      .map(([link]) => link)
      .filter((link) => link.includes(path))
  }
  await expect.poll(async () => (await links()).length).toBeGreaterThan(0)
  return ((await links()).at(-1) ?? '').replaceAll('&amp;', '&')
}
