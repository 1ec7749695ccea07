import { expect, test } from 'vitest'
import { redactSecrets } from '@/lib/tracking/redact-secrets'

const random = 'a8Kd02mXq7Lw3Zp9Rt5Vb1Nc6Yh4Jf0G'

test.each([
  `sk-${random}`,
  `sk-proj-${random}`,
  `sk-ant-api03-${random}`,
  `sk-or-v1-${random}`,
  'sk-proj-********************abcd',
  `sk_live_${random}`,
  `sb_secret_${random}`,
  `xai-${random}`,
  `gsk_${random}`,
  `aug_${'0123456789abcdef'.repeat(4)}`,
  `AIza${random}`,
  `ya29.${random}`,
  `hf_${random}`,
  `r8_${random}`,
  `pplx-${random}`,
  `nvapi-${random}`,
  `ghp_${random}`,
  `gho_${random}`,
  `github_pat_11ABCDEFG0${random}`,
  `glpat-${random}`,
  `npm_${random}`,
  `xoxb-123456789012-${random}`,
  'AKIAIOSFODNN7EXAMPLE',
  'ASIAIOSFODNN7EXAMPLE',
  `eyJhbGciOi.${random}.${random}`,
])('C2 %s is cut out, and nothing beside it', (key) => {
  expect(redactSecrets(`The key ${key} is wrong.`)).toBe('The key [redacted] is wrong.')
  expect(redactSecrets(`{"key":"${key}"}`)).not.toContain(key.slice(-8))
})

test.each([
  ['Authorization: Bearer abcdefghijk', 'Authorization: [redacted]'],
  ['password = hunter', 'password = [redacted]'],
  ['api_key=abcdef&model=x', 'api_key=[redacted]&model=x'],
  ['"token": "0a1b2c3d4e"', '"token": "[redacted]"'],
  ['Basic YWRhOnB3ZA==', 'Basic [redacted]'],
  [`-----BEGIN RSA PRIVATE KEY-----\n${random}\n-----END RSA PRIVATE KEY-----.`, '[redacted].'],
])('C2 %j becomes %j', (text, redacted) => {
  expect(redactSecrets(text)).toBe(redacted)
})

test.each([
  'Bearer authentication is required, basic authentication is not supported.',
  'Unexpected token: function at line 12',
  'violates the unique constraint "pk_customers_name", see sk_learn_models',
  'hf_transformers_library_missing, npm_lifecycle_event_name, gh_pages_branch_missing',
  'rk-shortened, xai-explainability, sb-storybook-addons',
  'The model claude-sonnet-4-5-20250929 was not found; 30000 tokens: too many',
  'max_tokens: 4096, input token: 512',
])('C2 %j stays as it is', (text) => {
  expect(redactSecrets(text)).toBe(text)
})

test.each(['sk-', 'sk-a', 'bearer a ', 'token: ', 'hf_', 'eyJ.', '-----BEGIN ', 'Basic Basic '])(
  'C2 a megabyte of %j takes no longer than other text',
  (part) => {
    expect(redactSecrets(part.repeat(2 ** 20 / part.length))).not.toBe('')
  },
  20_000,
)
