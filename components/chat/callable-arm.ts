import type { Arm } from '@/lib/vocabulary'

/** An arm the user can choose. */
export type CallableArm = Arm & { simulated: boolean }

export function isSameArm(one: Arm | null, other: Arm | null): boolean {
  return one?.provider === other?.provider && one?.model === other?.model
}
