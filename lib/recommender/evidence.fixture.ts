import type { Evidence, EvidenceCell } from '@/lib/recommender/evidence'

/** Simple coding calls of one arm, all successful and none rated, weighing what they count unless told. */
export function aCell(part: Partial<EvidenceCell> = {}): EvidenceCell {
  const calls = part.calls ?? 0
  const successes = part.successes ?? calls
  return {
    provider: 'openai',
    model: 'gpt-5.5',
    taskType: 'coding',
    complexity: 'simple',
    calls,
    successes,
    thumbsUp: 0,
    thumbsDown: 0,
    regenerated: 0,
    switched: 0,
    copied: 0,
    abandoned: 0,
    thanked: 0,
    avgResponseTimeMs: null,
    timedCalls: 0,
    responseTimes: [],
    inputTokens: 0,
    outputTokens: 0,
    costUsd: 0,
    pricedSuccesses: 0,
    weighted: { calls, successes, ups: part.thumbsUp ?? 0, downs: part.thumbsDown ?? 0 },
    ...part,
  }
}

/** Evidence of a team that has changed no setting and in which no change was found. */
export function someEvidence(cells: readonly EvidenceCell[] = [], part: Partial<Evidence> = {}): Evidence {
  return {
    cells,
    recent: [],
    changes: [],
    settings: { exploreMin: 0.01, exploreMax: 1, qualityFloor: 0 },
    ...part,
  }
}
