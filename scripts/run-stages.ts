import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { TestCount } from './test-report'

export type Step = { command: string; args: string[]; env?: Record<string, string> }
export type Stage = {
  name: string
  /** Run one after the other, up to the first that fails; `report` is a file that tests may write to. */
  steps: (report: string) => Promise<Step[]>
  /** Reads the report; a stage without it counts as one. */
  count?: (report: string) => TestCount
}

/** Runs all stages whatever fails, ends with the line “N passed, N failed”, and returns the exit code. */
export async function runStages(root: string, stages: readonly Stage[]): Promise<number> {
  const reports = mkdtempSync(join(tmpdir(), 'augury-test-'))
  const total: TestCount = { passed: 0, failed: 0 }
  const failures: string[] = []
  for (const [index, stage] of stages.entries()) {
    console.log(`\n── ${stage.name}`)
    const begun = performance.now()
    const { passed, failed } = await runStage(root, stage, join(reports, `${index}.json`))
    console.log(
      `── ${stage.name}: ${passed} passed, ${failed} failed, ${Math.round((performance.now() - begun) / 1000)} s`,
    )
    total.passed += passed
    total.failed += failed
    if (failed > 0) failures.push(stage.name)
  }
  rmSync(reports, { recursive: true })
  if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`)
  console.log(`\n${total.passed} passed, ${total.failed} failed`)
  return total.failed > 0 ? 1 : 0
}

async function runStage(root: string, stage: Stage, report: string): Promise<TestCount> {
  const isOk = await stage.steps(report).then(
    (steps) => runSteps(root, steps),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error)
      return false
    },
  )
  if (!stage.count) return isOk ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
  if (!existsSync(report)) return { passed: 0, failed: 1 }
  const counted = stage.count(readFileSync(report, 'utf8'))
  // A run that fails beside its tests (a hook, a leak, no tests at all) must not pass for green.
  return isOk && counted.passed > 0 ? counted : { ...counted, failed: Math.max(1, counted.failed) }
}

async function runSteps(root: string, steps: Step[]): Promise<boolean> {
  for (const step of steps) if (!(await runStep(root, step))) return false
  return true
}

function runStep(root: string, { command, args, env }: Step): Promise<boolean> {
  const path = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter)
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env, PATH: path },
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    })
    child.once('error', (error) => {
      console.error(error.message)
      resolve(false)
    })
    child.once('close', (code) => resolve(code === 0))
  })
}
