'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import { Button, buttonClass } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { CALL_COLUMNS } from '@/lib/analytics/call-columns'
import { type LogQuery, logSearch } from '@/lib/analytics/log-search'

/** Lets choose the columns of a file with all calls of the filter. */
export function ExportCalls({ query }: { query: LogQuery }) {
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(CALL_COLUMNS.map(({ key }) => key)))
  const choose = (key: string, isChosen: boolean) => {
    const next = new Set(chosen)
    if (isChosen) next.add(key)
    else next.delete(key)
    setChosen(next)
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Download aria-hidden className="size-4" />
        Export
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setOpen(false)}
        title="Export calls"
        description="All calls of the filter, newest first, with these columns"
      >
        <fieldset className="grid max-h-80 grid-cols-2 gap-x-4 gap-y-1.5 overflow-y-auto">
          <legend className="sr-only">Columns</legend>
          {CALL_COLUMNS.map(({ key, label }) => (
            <label key={key} className="flex items-center gap-2 text-sm">
              <input
                type="checkbox"
                checked={chosen.has(key)}
                onChange={(event) => choose(key, event.target.checked)}
                className="accent-accent"
              />
              {label}
            </label>
          ))}
        </fieldset>
        <div className="mt-5 flex flex-wrap justify-end gap-3">
          {chosen.size === 0 && (
            <p role="status" className="mr-auto self-center text-sm text-muted">
              Choose at least one column.
            </p>
          )}
          {chosen.size > 0 &&
            (['csv', 'xlsx'] as const).map((format) => (
              <a
                key={format}
                href={exportAddress(query, format, chosen)}
                download
                className={buttonClass({ variant: format === 'csv' ? 'primary' : 'secondary' })}
              >
                {format === 'csv' ? 'Download CSV' : 'Download Excel'}
              </a>
            ))}
        </div>
      </Dialog>
    </>
  )
}

function exportAddress(query: LogQuery, format: 'csv' | 'xlsx', chosen: ReadonlySet<string>): string {
  const search = logSearch({ ...query, before: null })
  search.set('format', format)
  if (chosen.size < CALL_COLUMNS.length)
    search.set(
      'columns',
      CALL_COLUMNS.map(({ key }) => key)
        .filter((key) => chosen.has(key))
        .join(','),
    )
  return `/api/analytics/logs/export?${search}`
}
