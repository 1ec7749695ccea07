'use client'

import { BarChart3, Table2 } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import type { ChartWords } from '@/components/charts/prepared'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { Table, Td, Th } from '@/components/ui/table'

type ChartFrameProps = {
  /** What is shown; the finding stands below it. */
  subject: string
  words: ChartWords
  controls?: ReactNode
  /** The picture and what belongs to it. */
  children: ReactNode
  /** Below the picture and the table alike. */
  footer?: ReactNode
  className?: string
}

export function ChartFrame({ subject, words, controls, children, footer, className }: ChartFrameProps) {
  const [isTable, setIsTable] = useState(false)
  const titleId = useId()
  const Icon = isTable ? BarChart3 : Table2
  return (
    <Card aria-labelledby={titleId} className={cn('flex flex-col', className)}>
      <header className="px-5 pt-5">
        <div className="flex items-center justify-between gap-3">
          <h2 id={titleId} className="text-base font-medium text-ink">
            {subject}
          </h2>
          <Button variant="ghost" size="small" className="-mr-2" onClick={() => setIsTable(!isTable)}>
            <Icon aria-hidden className="size-3.5" />
            {isTable ? 'Show as chart' : 'Show as table'}
            <span className="sr-only">: {subject}</span>
          </Button>
        </div>
        <p className="mt-1.5 text-sm font-medium text-pretty text-ink">{words.title}</p>
        <p className="mt-1 text-xs text-pretty text-muted">{words.note}</p>
        {controls && <div className="mt-4">{controls}</div>}
      </header>
      <div className="flex grow flex-col justify-center px-5 pt-4 pb-5">
        {isTable ? <WordsTable subject={subject} words={words} /> : children}
        {footer}
      </div>
    </Card>
  )
}

function WordsTable({ subject, words }: { subject: string; words: ChartWords }) {
  const { columns, rows } = words.table
  return (
    <div className="max-h-96 overflow-y-auto">
      <Table label={`${subject} as a table`}>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <Th key={column} className={index === 0 ? 'pl-0' : 'text-right'}>
                {column}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [first, ...rest] }) => (
            <tr key={key}>
              <Th scope="row" className="border-line/40 py-2.5 pl-0 text-sm font-normal text-ink">
                {first}
              </Th>
              {rest.map((cell, index) => (
                <Td key={columns[index + 1]} className="whitespace-nowrap text-right">
                  {cell}
                </Td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  )
}
