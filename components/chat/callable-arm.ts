import type { Arm } from '@/lib/vocabulary'

/** An arm the user can choose. */
export type CallableArm = Arm & { simulated: boolean }
