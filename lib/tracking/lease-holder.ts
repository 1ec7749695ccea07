import { hostname } from 'node:os'
import { v7 as uuidv7 } from 'uuid'

/** A name for this deliverer that tells where it runs. */
export function newLeaseHolder(): string {
  return `${hostname()}/${process.pid}/${uuidv7()}`
}

/** True only for a holder whose process on this machine has ended; of others nothing can be known. */
export function isDeadHolder(holder: string): boolean {
  const [host, pid] = holder.split('/')
  if (host !== hostname()) return false
  try {
    return !process.kill(Number(pid), 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}
