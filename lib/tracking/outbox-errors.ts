/** Thrown by a `deliver` whose receiver will never take these events, however often it is asked. */
export class RefusedError extends Error {
  override name = 'RefusedError'
}

/** An event that is not of its shape; the message names the field. */
export class InvalidEventError extends Error {
  override name = 'InvalidEventError'
}

/** The outbox holds as much as it may, because nothing could be delivered for long. */
export class OutboxFullError extends Error {
  override name = 'OutboxFullError'
}

/** Another process delivers from the same file; what waits here goes out with its batches. */
export class LeaseHeldError extends Error {
  override name = 'LeaseHeldError'
}

/** What SQLite finds wrong with the outbox file. */
export class DamagedFileError extends Error {
  override name = 'DamagedFileError'
}
