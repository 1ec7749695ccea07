/**
 * The semantic conventions' names of providers that the AI SDK, LiteLLM and OpenInference call otherwise; the AI SDK
 * goes on with a dot and the API (`google.vertex.chat`).
 */
const NAMES: Readonly<Record<string, string>> = {
  'google.vertex': 'gcp.vertex_ai',
  'google-vertex': 'gcp.vertex_ai',
  vertex: 'gcp.vertex_ai',
  vertex_ai: 'gcp.vertex_ai',
  vertexai: 'gcp.vertex_ai',
  'google.generative-ai': 'gcp.gemini',
  google: 'gcp.gemini',
  gemini: 'gcp.gemini',
  'amazon-bedrock': 'aws.bedrock',
  bedrock: 'aws.bedrock',
  aws: 'aws.bedrock',
  'azure-openai': 'azure.ai.openai',
  azure: 'azure.ai.openai',
  'azure.ai.inference': 'azure.ai.inference',
  'az.ai.openai': 'azure.ai.openai',
  'az.ai.inference': 'azure.ai.inference',
  mistral: 'mistral_ai',
  mistralai: 'mistral_ai',
  xai: 'x_ai',
  moonshot: 'moonshot_ai',
  moonshotai: 'moonshot_ai',
  watsonx: 'ibm.watsonx.ai',
}

/** What the AI SDK hangs on the name of a provider. */
const API = /\.(chat|responses|completions?|messages|embeddings?|textEmbedding|speech|image)$/

/** A provider's name as the conventions write it; one that they do not know stays itself. */
export function providerName(said: string): string {
  const name = said.toLowerCase().replace(API, '')
  const parts = name.split('.')
  for (let length = parts.length; length > 0; length--) {
    const prefix = parts.slice(0, length).join('.')
    const known = NAMES[prefix]
    if (known !== undefined) return known
  }
  return name
}
