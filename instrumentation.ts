/** Called by Next once per server process, before the first request. */
export async function register(): Promise<void> {
  // Written so that the bundler leaves it out of the edge runtime.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startServerProcess } = await import('@/lib/start-server-process')
    startServerProcess()
  }
}
