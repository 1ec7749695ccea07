import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Problem } from '@/lib/api/problem'
import { readBytes } from '@/lib/api/read-input'

/** As it comes; a full batch of an SDK with long prompts is a few MiB. */
const MAX_BYTES = 8 * 2 ** 20
const MAX_INFLATED_BYTES = 16 * 2 ** 20

const inflate = promisify(gunzip)

/** 413 past a limit before or after inflating, 415 for another encoding than gzip, 400 for what is not gzip. */
export async function readBody(request: Request): Promise<Uint8Array> {
  const encoding = request.headers.get('content-encoding')?.trim().toLowerCase() || 'identity'
  if (encoding !== 'gzip' && encoding !== 'identity') {
    throw new Problem(415, 'Send the body as it is, or with Content-Encoding: gzip.')
  }
  const body = await readBytes(request, MAX_BYTES)
  if (encoding === 'identity') return body
  try {
    return await inflate(body, { maxOutputLength: MAX_INFLATED_BYTES })
  } catch (cause) {
    if (cause instanceof RangeError) {
      throw new Problem(413, `The body may have at most ${MAX_INFLATED_BYTES} bytes once inflated.`, {
        cause,
      })
    }
    throw new Problem(400, 'The body is not valid gzip.', { cause })
  }
}
