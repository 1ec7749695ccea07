'use client'

import { addDays, format, isValid, parseISO } from 'date-fns'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { EARLIEST_DAY, LONGEST_DAYS } from '@/lib/analytics/models-search'

type CustomPeriodProps = {
  id: string
  /** Team-local days, both included. */
  period: { from: string; to: string }
  onChange: (from: string, to: string) => void
}

/** A popover with two dates; the browser itself refuses a range that the server would not take. */
export function CustomPeriod({ id, period, onChange }: CustomPeriodProps) {
  const popover = useRef<HTMLDivElement>(null)
  const [from, setFrom] = useState(period.from)
  return (
    <div
      ref={popover}
      id={id}
      popover="auto"
      className="popover-below m-auto w-72 rounded-lg border border-line bg-raised p-4 text-ink shadow-2xl"
    >
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          popover.current?.hidePopover()
          onChange(String(form.get('from')), String(form.get('to')))
        }}
      >
        <Field label="First day">
          {(field) => (
            <Input
              {...field}
              type="date"
              name="from"
              required
              value={from}
              min={EARLIEST_DAY}
              max="9999-12-31"
              onChange={(event) => setFrom(event.target.value)}
            />
          )}
        </Field>
        <Field label="Last day" hint={`Included; at most ${LONGEST_DAYS} days`}>
          {(field) => (
            <Input
              {...field}
              type="date"
              name="to"
              required
              defaultValue={period.to}
              min={from}
              max={lastDay(from)}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" className="w-full">
          Show this period
        </Button>
      </form>
    </div>
  )
}

/** Undefined while a year is being typed and the first day is none yet. */
function lastDay(from: string): string | undefined {
  const last = addDays(parseISO(from), LONGEST_DAYS - 1)
  return isValid(last) ? format(last, 'yyyy-MM-dd') : undefined
}
