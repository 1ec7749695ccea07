/** Something the person at the keyboard can put right: printed as its one sentence, without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError'
}
