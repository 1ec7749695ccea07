import { otlpRoute } from '@/lib/otlp/otlp-route'
import { receiveTraces } from '@/lib/otlp/receive-traces'

export const POST = otlpRoute(receiveTraces)
