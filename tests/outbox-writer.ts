import { Outbox } from '@/lib/tracking/outbox'
import { callEvents } from './tracking-events'

/** A process of its own that fills the outbox file it is told and dies without a word while it delivers. */
const [path = '', count = '0'] = process.argv.slice(2)
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const outbox = new Outbox({
  path,
  log: silent,
  deliver: () => {
    process.kill(process.pid, 'SIGKILL')
    return new Promise(() => undefined)
  },
})
outbox.enqueue(callEvents(Number(count)))
setTimeout(() => undefined, 60_000)
