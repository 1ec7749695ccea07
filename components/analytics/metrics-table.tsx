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

export function MetricsTable<Row extends Metrics>({
  label,
  name,
  columns,
  rows,
  rowKey,
  callsHref,
}: MetricsTableProps<Row>) {
  const [sort, setSort] = useState<{ key: string; direction: Direction }>({
    key: 'usageCount',
    direction: 'descending',
  })
  const sortedBy = columns.find((column) => column.key === sort.key)
  const sorted = sortRows(rows, sortedBy?.value ?? name.name, sort.direction)
  const sortBy = (key: string) => {
    const first: Direction = key === NAME ? 'ascending' : 'descending'
    const other: Direction = first === 'ascending' ? 'descending' : 'ascending'
    setSort({ key, direction: sort.key === key && sort.direction === first ? other : first })
  }
  const head = (key: string) => ({
    direction: sort.key === key ? sort.direction : null,
    onSort: () => sortBy(key),
  })

  return (
    <Table label={label}>
      <thead>
        <tr>
          <SortHead {...head(NAME)} className="sticky left-0 z-1 bg-surface pl-5">
            {name.label}
          </SortHead>
          {columns.map((column) => (
            <SortHead key={column.key} {...head(column.key)} className="text-right">
              {column.label}
            </SortHead>
          ))}
        </tr>
      </thead>
      <tbody>
        {sorted.map((row) => (
          <tr key={rowKey(row)} className="group">
            <Th
              scope="row"
              className="sticky left-0 z-1 border-line/40 bg-surface py-3 pl-5 align-top text-sm font-normal text-ink group-hover:bg-raised"
            >
              {name.cell(row)}
            </Th>
            {columns.map((column) => (
              <Td key={column.key} className="py-3 text-right whitespace-nowrap group-hover:bg-raised/60">
                <CallsLink href={column.calls ? callsHref(row, column.calls) : null}>
                  {column.text(row)}
                </CallsLink>
                <span className="mt-0.5 block text-xs text-muted">{column.detail(row)}</span>
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

type SortHeadProps = {
  direction: Direction | null
  onSort: () => void
  className?: string
  children: ReactNode
}

function SortHead({ direction, onSort, className, children }: SortHeadProps) {
  const Icon = direction === null ? ChevronsUpDown : direction === 'ascending' ? ArrowUp : ArrowDown
  return (
    <Th aria-sort={direction ?? 'none'} className={cn('py-1', className)}>
      <button
        type="button"
        onClick={onSort}
        className={cn('inline-flex h-8 items-center gap-1 hover:text-ink', direction && 'text-ink')}
      >
        {children}
        <Icon aria-hidden className={cn('size-3', direction === null && 'opacity-40')} />
      </button>
    </Th>
  )
}
