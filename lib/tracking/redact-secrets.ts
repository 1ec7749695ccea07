/** A word with a digit, or stars in its place, is none of a language; near its start, so that each look is short. */
const ODD = '(?=[\\w*-]{0,40}[\\d*])'

/** By the prefixes that their makers have given them. */
const KEYS = [
  // Stripe's way, which most providers of models follow; names of columns may begin so too.
  `(?:sk|pk|rk|sb|xai|gsk|csk|aug)[-_]${ODD}[\\w*-]{6,}`,
  'sk-(?:proj|svcacct|admin|ant|or)-[\\w*-]{6,}',
  'AIza[\\w-]{10,}',
  '(?:AKIA|ASIA)[A-Z0-9]{16}',
  'ya29\\.[\\w-]{20,}',
  `(?:hf|r8|gh[pousr]|github_pat|npm|fw|whsec)_${ODD}[\\w*]{16,}`,
  `(?:pplx|nvapi|glpat|tvly|xox[abeprs])-${ODD}[\\w*-]{16,}`,
]

/** What stays of a match is its first group. Each in linear time: a start that fails is not tried again after it. */
const SECRETS = [
  new RegExp(`\\b(?:${KEYS.join('|')})`, 'g'),
  /(?<![\w-])eyJ[\w-]+\.[\w-]+\.[\w-]+/g,
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\w+/=\s\\]*(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g,
  /\b((?:api[-_ ]?key|secret|password|authorization)["']?\s{0,9}[:=]\s{0,9}["']?)(?:(?:bearer|basic)\s{1,9})?[^\s"',;&]{4,}/gi,
  // Not "Bearer authentication".
  /\b((?:[Bb]earer|BEARER|[Bb]asic|BASIC)\s{1,9})(?=[\w.~+/-]{1,60}[\dA-Z=])[\w.~+/=-]{6,}/g,
  // Not "Unexpected token: function".
  /\b(token["']?\s{0,9}[:=]\s{0,9}["']?)(?=[^\s"',;&]{0,40}\d)[^\s"',;&]{8,}/gi,
]

/** The text without what looks like a key, a token or a password. */
export function redactSecrets(text: string): string {
  return SECRETS.reduce(
    (redacted, secret) =>
      redacted.replace(secret, (_, kept: unknown) => `${typeof kept === 'string' ? kept : ''}[redacted]`),
    text,
  )
}
