import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { FolderInUse, lockFolder } from './folder-lock'

test('a folder is held by one at a time, and free again when given back', () => {
  const folder = mkdtempSync(join(tmpdir(), 'augury-lock-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const unlock = lockFolder(folder)
  expect(() => lockFolder(folder, 0)).toThrow(FolderInUse)
  unlock()
  lockFolder(folder, 0)()
})

test('a folder whose holder was killed is free', () => {
  const folder = mkdtempSync(join(tmpdir(), 'augury-lock-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const program = `
    const { DatabaseSync } = require('node:sqlite')
    new DatabaseSync(${JSON.stringify(join(folder, 'db.lock'))}).exec('pragma locking_mode = exclusive; begin exclusive')
    process.kill(process.pid, 'SIGKILL')`
  expect(spawnSync(process.execPath, ['-e', program]).signal).toBe('SIGKILL')
  lockFolder(folder, 0)()
})
