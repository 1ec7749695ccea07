import { at, type Pool } from './pool'

export type ListPrice = { inputUsdPerMtok: number; outputUsdPerMtok: number }

/** What a catalogue would say of a model: its prices as its tokens and costs imply them (least squares); null if they do not. */
export function listPrice(pool: Pool, model: number): ListPrice | null {
  let [ii, io, oo, ic, oc] = [0, 0, 0, 0, 0]
  for (let prompt = 0; prompt < pool.prompts; prompt++) {
    const cell = prompt * pool.models.length + model
    const input = at(pool.inputTokens, cell)
    const output = at(pool.outputTokens, cell)
    const cost = at(pool.costUsd, cell)
    ii += input * input
    io += input * output
    oo += output * output
    ic += input * cost
    oc += output * cost
  }
  const determinant = ii * oo - io * io
  const inputUsdPerMtok = (1e6 * (ic * oo - oc * io)) / determinant
  const outputUsdPerMtok = (1e6 * (oc * ii - ic * io)) / determinant
  // Also false for NaN: no cost, no tokens, or the same tokens in every call.
  return inputUsdPerMtok >= 0 && outputUsdPerMtok >= 0 && determinant > 1e-6 * ii * oo
    ? { inputUsdPerMtok, outputUsdPerMtok }
    : null
}
