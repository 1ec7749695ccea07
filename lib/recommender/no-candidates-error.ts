/** No model can be called: nothing to recommend. */
export class NoCandidatesError extends Error {
  override readonly name = 'NoCandidatesError'

  constructor() {
    super('No model can be called now: no provider is configured, or the team has switched all of them off.')
  }
}
