import { problemDetail } from '@/lib/chat/problem-detail'

/** Sends a change to our API from the browser. Answers null when it was made, else a sentence that says why not. */
export async function sendJson(
  method: 'POST' | 'PATCH' | 'DELETE',
  url: string,
  body?: object,
): Promise<string | null> {
  try {
    const response = await fetch(url, {
      method,
      // A change made just before leaving the page is sent all the same.
      keepalive: true,
      ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    })
    if (response.ok) return null
    return problemDetail(await response.text()) ?? `The server answered with an error (${response.status}).`
  } catch {
    return 'The server cannot be reached. Check the connection and try again.'
  }
}
