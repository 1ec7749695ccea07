/** What to tell the user of a failed call; never the provider's own words, which may hold keys or addresses. */
export function failureSentence(errorKind: string | null): string {
  return (errorKind && SENTENCES[errorKind]) || 'Its provider answered with an error.'
}

const SENTENCES: Record<string, string> = {
  unauthorized: 'Its provider refused the key that this server uses.',
  rate_limited: 'Its provider is receiving too many requests just now, or the quota is used up.',
  overloaded: 'Its provider is overloaded.',
  timeout: 'It took too long to answer.',
  network: 'Its provider cannot be reached.',
  truncated: 'The answer broke off.',
  malformed: 'Its provider sent something that cannot be read.',
  bad_request: 'Its provider did not accept the request; the conversation may be too long for this model.',
}
