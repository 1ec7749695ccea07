/** No model can be called: nothing to recommend. */
export class NoCandidatesError extends Error {
  override readonly name = 'NoCandidatesError'

  constructor() {
    super('There is no model to choose from.')
  }
}
