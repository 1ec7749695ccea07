/** Settings that the reader cannot change. */
export function Facts({ facts }: { facts: readonly (readonly [term: string, fact: string])[] }) {
  return (
    <dl className="grid max-w-xl grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-sm">
      {facts.map(([term, fact]) => (
        <div key={term} className="contents">
          <dt className="text-muted">{term}</dt>
          <dd className="text-ink">{fact}</dd>
        </div>
      ))}
    </dl>
  )
}
