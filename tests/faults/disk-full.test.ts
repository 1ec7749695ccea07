import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FaultProxy, startFaultProxy } from '../fault-proxy'
import { sessionOf } from '../session-of'
import { startApp } from '../start-app'
import { type Project, startProject } from '../start-project'
import { ask } from '../system/chat-client'
import { newTeamKey } from '../team-key'
import { Reporter } from './reporter'
import { expectOnce } from './stored'

let project: Project
let proxy: FaultProxy
let folder: string
let people = 0

beforeAll(async () => {
  project = await startProject('pglite', false)
  proxy = await startFaultProxy(project.url)
  folder = await mkdtemp(join(tmpdir(), 'augury-full-'))
}, 120_000)
afterAll(async () => {
  await proxy?.stop()
  await project?.stop()
  await rm(folder, { recursive: true, force: true })
})

/** A disk of 20 MiB, of which the outbox leaves 16 free, where this may be made. */
function smallDisk(): (() => void) | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', folder], { stdio: 'ignore' })
    return () => execFileSync('umount', ['-l', folder])
  } catch {
    return null
  }
}

async function fillAndEmpty(dataDir: string, more: Record<string, string>, whenFull?: () => Promise<void>) {
  const { cookie } = await sessionOf(project, 'ada@augury.test', 'correct horse battery')
  const { teamId, key } = await newTeamKey(project, `service${people++}@augury.test`)
  const reporter = new Reporter(key)
  const app = await startApp({
    ...project.variables(proxy.url),
    AUGURY_DATA_DIR: dataDir,
    AUGURY_CALLS_PER_SECOND: '1000000',
    ...more,
  })
  try {
    proxy.fault = 'none'
    expect(await reporter.report(app.url)).toBe(true)
    expect(await ask({ appUrl: app.url, cookie })).toMatchObject({ status: 200, errorText: null })
    proxy.fault = 'gone'
    await reporter.work(app.url, AbortSignal.timeout(60_000))
    expect(Object.fromEntries(reporter.refusals)).toEqual({ 503: 1 })
    // Who chats is not told of it. What is small may still fit.
    while (!app.output.join('').includes('tracking event refused')) {
      expect(await ask({ appUrl: app.url, cookie })).toMatchObject({ status: 200, errorText: null })
    }
    await whenFull?.()
    proxy.fault = 'none'
    await expectOnce(project, teamId, reporter)
    await expect.poll(() => reporter.report(app.url), { timeout: 60_000 }).toBe(true)
    await expectOnce(project, teamId, reporter)
  } finally {
    await app.stop()
  }
}

test(
  'C2 a full outbox refuses what it cannot keep, keeps and stores the rest, and then takes more',
  () => fillAndEmpty(join(project.dataDir, 'quota'), { AUGURY_OUTBOX_MIB: '1' }),
  300_000,
)

test('C2 a full disk does the same', async ({ skip }) => {
  const unmount = smallDisk()
  if (unmount === null) return skip('only root can make a disk of its own here')
  try {
    await fillAndEmpty(folder, {}, async () => {
      const others = join(folder, 'others')
      await expect(writeFile(others, Buffer.alloc(20 * 2 ** 20))).rejects.toThrow('ENOSPC')
      setTimeout(() => rm(others), 3000)
    })
  } finally {
    unmount()
  }
}, 300_000)
