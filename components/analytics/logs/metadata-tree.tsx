type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** JSON as a tree of native disclosures. */
export function MetadataTree({ value, name }: { value: Json; name: string }) {
  if (value === null || typeof value !== 'object')
    return (
      <p className="break-words">
        <span className="text-muted">{name}: </span>
        <span className={typeof value === 'string' ? 'text-ink' : 'text-accent'}>
          {value === null ? 'null' : String(value)}
        </span>
      </p>
    )
  const entries = Object.entries(value)
  const size = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`
  return (
    <details open={entries.length <= 20}>
      <summary className="cursor-pointer">
        {name} <span className="text-muted">{size}</span>
      </summary>
      <div className="ml-2 space-y-1 border-l border-line/60 pt-1 pl-3">
        {entries.map(([key, inner]) => (
          <MetadataTree key={key} name={key} value={inner} />
        ))}
      </div>
    </details>
  )
}
