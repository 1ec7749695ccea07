/** Begins to deliver what an earlier process left in the outbox, without waiting for the first chat. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { tracker } = await import('@/lib/tracking/tracker')
  tracker()
}
