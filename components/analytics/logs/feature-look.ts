/** Known features (C3) have a colour of their own as far as there are colours; any other has one by its name. */
const KNOWN = [
  'chat',
  'knowledge_qa',
  'prompt_generation',
  'marketing_workflow',
  'product_recommendation',
  'rag_pipeline',
  'web_knowledge',
  'session_memory',
  'intent_detection',
  'embedding_generation',
]
const COLORS = 8

export function featureColor(feature: string): string {
  const known = KNOWN.indexOf(feature)
  const place = known >= 0 ? known : [...feature].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)
  return `var(--series-${1 + (place % COLORS)})`
}

/** `rag_pipeline` is “RAG pipeline”; an unknown feature is shown as itself. */
export function featureLabel(feature: string): string {
  if (!KNOWN.includes(feature)) return feature
  const words = feature.replaceAll('_', ' ').replace('rag', 'RAG').replace(' qa', ' Q&A')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
