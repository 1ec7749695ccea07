import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const KNOWN = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** A Chromium for the journeys: one that is there, else one that can be had. Throws when there is none. */
export async function findBrowser(): Promise<string> {
  return installed() ?? fromPackages() ?? fromPlaywright() ?? fail()
}

function installed(): string | undefined {
  const wished = process.env.CHROMIUM_PATH
  if (wished && !existsSync(wished)) throw new Error(`CHROMIUM_PATH: there is no ${wished}.`)
  return [wished, ...KNOWN, chromium.executablePath()].find((path) => path && existsSync(path))
}

function fromPackages(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  console.log('Installing Chromium from the system’s packages …')
  run('apt-get', 'update')
  run('apt-get', 'install', '-y', '--no-install-recommends', 'chromium')
  return installed()
}

function fromPlaywright(): string | undefined {
  console.log('Installing Playwright’s Chromium …')
  run('playwright', 'install', 'chromium')
  return installed()
}

function run(command: string, ...args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync(command, args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
}

function fail(): never {
  throw new Error(
    'The journeys need Chromium and none could be installed: install one and name it in CHROMIUM_PATH, or run "npx playwright install chromium".',
  )
}
