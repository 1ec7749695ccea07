/** Each in linear time: a start that fails is not tried again at every character after it. */
const SECRETS = [
  /\b(?:sk|pk|rk|sb|xai|gsk|aug)[-_][\w-]{6,}[\w*-]*/g,
  /\bAIza[\w-]{10,}/g,
  /(?<![\w-])eyJ[\w-]+\.[\w-]+\.[\w-]+/g,
  /(?<=\b(?:bearer|basic)\s{1,9})[\w.~+/=-]{6,}/gi,
  /(?<=\b(?:api[-_ ]?key|token|secret|password|authorization)["']?\s{0,9}[:=]\s{0,9}["']?)[^\s"',;&]{4,}/gi,
]

/** The text without what looks like a key, a token or a password. */
export function redactSecrets(text: string): string {
  return SECRETS.reduce((redacted, secret) => redacted.replace(secret, '[redacted]'), text)
}
