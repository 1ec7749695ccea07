import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { listPrice } from './list-prices'
import { parseOutcomes, readOutcomes } from './outcomes'
import { meansOf, poolOf, pricedModels } from './pool'

const TEXT = `prompt_id,task,model,score,input_tokens,output_tokens,cost_usd,latency_ms
1,sums,"deep, slow",1,100,10,0.0003,900
1,sums,quick,0.4,100,10,,100
2,sums,"deep, slow",0.5,200,10,0.0004,
2,sums,quick,1,200,30,,300
1,poems,"deep, slow",0,100,40,0.0009,700
1,poems,quick,1,100,10,,200
2,poems,quick,1,100,10,,200
3,poems,"deep, slow",,100,10,0.0003,700
3,poems,quick,1,100,10,,200
`

test('A29 a packed file is read by the names of its columns', () => {
  const folder = mkdtempSync(join(tmpdir(), 'outcomes-'))
  try {
    const path = join(folder, 'outcomes.csv.gz')
    writeFileSync(path, gzipSync(TEXT))
    expect(readOutcomes(path)).toEqual(parseOutcomes(TEXT))
    const { models, tasks, rows } = readOutcomes(path)
    expect(models).toEqual(['deep, slow', 'quick'])
    expect(tasks).toEqual(['sums', 'poems'])
    expect(rows).toHaveLength(9)
    expect(rows[1]).toEqual({
      prompt: 0,
      model: 1,
      score: 0.4,
      inputTokens: 100,
      outputTokens: 10,
      costUsd: Number.NaN,
      latencyMs: 100,
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('A29 columns may stand in any order, and what is missing or no number is said', () => {
  const head = 'latency_ms,cost_usd,output_tokens,input_tokens,score,model,task,prompt_id'
  expect(parseOutcomes(`${head}\n5,,,,1,m,t,p`).rows[0]).toMatchObject({ latencyMs: 5, score: 1 })
  expect(() => parseOutcomes('prompt_id,task,model\n')).toThrow('lacks the column score, input_tokens')
  expect(() => parseOutcomes(`${head}\nfast,,,,1,m,t,p`)).toThrow(
    'Line 2 of the file of --data holds no number as latency_ms: "fast".',
  )
})

test('A29 a pool holds the prompts that all of its models answered; a prompt is a task and an id', () => {
  const pool = poolOf(parseOutcomes(TEXT), ['quick', 'deep, slow'])
  expect(pool).toMatchObject({ prompts: 3, tasks: 2 })
  expect([...pool.taskOf]).toEqual([0, 0, 1])
  expect([...pool.success]).toEqual([0, 1, 1, 1, 1, 0])
  expect([...meansOf(pool)]).toEqual([0.5, 1, 1, 0])
  expect(() => poolOf(parseOutcomes(TEXT), ['quick', 'other'])).toThrow('no model other')
})

test('A29 a blank latency is the mean of the model, and a model without any cost stays without', () => {
  const outcomes = parseOutcomes(TEXT)
  const pool = poolOf(outcomes, ['quick', 'deep, slow'])
  expect([...pool.latencyMs]).toEqual([100, 900, 300, 800, 200, 700])
  expect(pool.costUsd[0]).toBeNaN()
  expect(pricedModels(outcomes)).toEqual(['deep, slow'])
})

test('A29 list prices follow from tokens and costs', () => {
  const pool = poolOf(parseOutcomes(TEXT), ['quick', 'deep, slow'])
  const price = listPrice(pool, 1)
  expect(price?.inputUsdPerMtok).toBeCloseTo(1, 6)
  expect(price?.outputUsdPerMtok).toBeCloseTo(20, 6)
  expect(listPrice(pool, 0)).toBeNull()
})
