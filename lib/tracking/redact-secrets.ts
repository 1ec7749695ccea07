const SECRETS = [
  /\b(?:sk|pk|rk|sb|xai|gsk|aug)[-_][\w-]{6,}[\w*-]*/g,
  /\bAIza[\w-]{10,}/g,
  /\beyJ[\w-]+\.[\w-]+\.[\w-]+/g,
  /(?<=\b(?:bearer|basic)\s+)[\w.~+/=-]{6,}/gi,
  /(?<=\b(?:api[-_ ]?key|token|secret|password|authorization)["']?\s*[:=]\s*["']?)[^\s"',;&]{4,}/gi,
]

/** The text without what looks like a key, a token or a password. */
export function redactSecrets(text: string): string {
  return SECRETS.reduce((redacted, secret) => redacted.replace(secret, '[redacted]'), text)
}
