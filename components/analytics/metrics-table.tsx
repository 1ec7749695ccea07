'use client'

import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import type { Route } from 'next'
import { type ReactNode, useState } from 'react'
import { CallsLink } from '@/components/analytics/calls-link'
import type { MetricColumn } from '@/components/analytics/metric-columns'
import { type Direction, sortRows } from '@/components/analytics/sort-rows'
import { cn } from '@/components/ui/cn'
import { Table, Td, Th } from '@/components/ui/table'
import type { Metrics } from '@/lib/analytics/models-answer'

type NameColumn<Row> = {
  label: string
  name: (row: Row) => string
  /** What stands in the cell. */
  cell: (row: Row) => ReactNode
}

type MetricsTableProps<Row> = {
  label: string
  name: NameColumn<Row>
  columns: readonly MetricColumn<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** The log of the calls behind a row's figures, or of those that failed. */
  callsHref: (row: Row, which: 'all' | 'failed') => Route
}

const NAME = 'name'

type Sort = { key: string; direction: Direction }

export function MetricsTable<Row extends Metrics>({
  label,
  name,
  columns,
  rows,
  rowKey,
  callsHref,
}: MetricsTableProps<Row>) {
  const [sort, setSort] = useState<Sort>({
    key: 'usageCount',
    direction: 'descending',
  })
  const sortedBy = columns.flatMap(({ figures }) => figures).find(({ key }) => key === sort.key)
  const sorted = sortRows(rows, sortedBy?.value ?? name.name, sort.direction)
  const sortBy = (key: string) => {
    const first: Direction = key === NAME ? 'ascending' : 'descending'
    const other: Direction = first === 'ascending' ? 'descending' : 'ascending'
    setSort({ key, direction: sort.key === key && sort.direction === first ? other : first })
  }
  return (
    <Table label={label} className="[&_td]:px-2 [&_th]:px-2">
      <thead>
        <tr>
          <SortHead
            figures={[{ key: NAME, label: name.label }]}
            sort={sort}
            onSort={sortBy}
            className="sticky left-0 z-1 bg-surface pl-5! *:ml-0"
          />
          {columns.map(({ figures }) => (
            <SortHead key={figures[0].key} figures={figures} sort={sort} onSort={sortBy} />
          ))}
        </tr>
      </thead>
      <tbody>
        {sorted.map((row) => (
          <tr key={rowKey(row)} className="group">
            <Th
              scope="row"
              className="sticky left-0 z-1 border-line/40 bg-surface py-3 pl-5! align-top text-sm font-normal text-ink group-hover:bg-raised"
            >
              {name.cell(row)}
            </Th>
            {columns.map(({ figures, detail }) => (
              <Td
                key={figures[0].key}
                className="py-3 text-right text-xs whitespace-nowrap group-hover:bg-raised/60"
              >
                {figures.map(({ key, text, calls }) => (
                  <p key={key} className="mt-0.5 first:mt-0 first:text-sm">
                    <CallsLink href={calls ? callsHref(row, calls) : null}>{text(row)}</CallsLink>
                  </p>
                ))}
                {detail(row).map((line) => (
                  <p key={line} className="mt-0.5 text-muted">
                    {line}
                  </p>
                ))}
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

type SortHeadProps = {
  figures: readonly { key: string; label: string; short?: string }[]
  sort: Sort
  onSort: (key: string) => void
  className?: string
}

/** The head of a column, with a button for each figure in it. */
function SortHead({ figures, sort, onSort, className }: SortHeadProps) {
  const isSorted = figures.some(({ key }) => key === sort.key)
  return (
    <Th aria-sort={isSorted ? sort.direction : 'none'} className={cn('align-top', className)}>
      {figures.map(({ key, label, short }) => {
        const direction = key === sort.key ? sort.direction : null
        const Icon = direction === null ? ChevronsUpDown : direction === 'ascending' ? ArrowUp : ArrowDown
        return (
          <button
            key={key}
            type="button"
            onClick={() => onSort(key)}
            aria-label={direction ? `${label}, ${direction}` : label}
            className={cn('ml-auto flex h-6 items-center gap-1 hover:text-ink', direction && 'text-ink')}
          >
            {short ?? label}
            <Icon aria-hidden className={cn('size-3', direction === null && 'opacity-40')} />
          </button>
        )
      })}
    </Th>
  )
}
