/** The address a request came from, as the server in front says; empty where it says nothing. A visitor may make it up. */
export function visitorAddress(headers: Pick<Headers, 'get'>): string {
  return headers.get('x-forwarded-for')?.split(',')[0]?.trim() ?? ''
}
