import { findProvider } from '@pydantic/genai-prices'

/** OpenTelemetry's and the AI SDK's names of providers that the price catalogue calls otherwise. */
const ALIASES: Readonly<Record<string, string>> = {
  x_ai: 'x-ai',
  xai: 'x-ai',
  mistral_ai: 'mistral',
  moonshot_ai: 'moonshotai',
  'aws.bedrock': 'aws',
  'amazon-bedrock': 'aws',
  bedrock: 'aws',
  'azure.ai.openai': 'azure',
  'azure.ai.inference': 'azure',
  'gcp.gemini': 'google',
  'gcp.vertex_ai': 'google',
  'gcp.gen_ai': 'google',
  'google-vertex': 'google',
  vertex: 'google',
}

/**
 * The price catalogue's id of a provider, or null. The catalogue itself matches any name that contains
 * "openai", which would charge list prices for a self-hosted `openai-compatible` server; here only exact names count,
 * with the AI SDK's suffixes (`openai.responses`) taken off.
 */
export function catalogueProvider(provider: string): string | null {
  const name = provider.trim().toLowerCase()
  for (const id of [ALIASES[name] ?? name, name.split('.')[0] ?? '']) {
    const known = ALIASES[id] ?? id
    if (known !== '' && findProvider({ providerId: known })?.id === known) return known
  }
  return null
}
