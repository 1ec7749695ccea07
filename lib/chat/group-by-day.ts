/**
 * Conversations under “Today”, “Yesterday”, “This week” (the six days before today), “Earlier”, empty groups left out.
 * Days are those of `timeZone`; the order within a group is that of the list.
 */
export function groupByDay<C extends { updatedAt: string }>(
  conversations: C[],
  now: Date,
  timeZone: string,
): { label: string; conversations: C[] }[] {
  const today = dayNumber(now, timeZone)
  const groups = new Map<string, C[]>()
  for (const conversation of conversations) {
    const label = labelOf(today - dayNumber(new Date(conversation.updatedAt), timeZone))
    groups.set(label, [...(groups.get(label) ?? []), conversation])
  }
  return [...groups].map(([label, members]) => ({ label, conversations: members }))
}

function labelOf(daysAgo: number): string {
  if (daysAgo <= 0) return 'Today'
  if (daysAgo === 1) return 'Yesterday'
  return daysAgo < 7 ? 'This week' : 'Earlier'
}

/** Whole calendar days since 1970, so that the difference holds through daylight-saving changes. */
function dayNumber(instant: Date, timeZone: string): number {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone }).format(instant)
  return Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
}
