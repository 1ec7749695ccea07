import { useId } from 'react'
import { cn } from '@/components/ui/cn'

type SegmentedProps<Value extends string> = {
  label: string
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
  className?: string
}

/** One of a few: native radio buttons, so that arrow keys work. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onChange,
  className,
}: SegmentedProps<Value>) {
  const name = useId()
  return (
    <fieldset className={cn(segmentedClass, className)}>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={cn(segmentClass(option.value === value), focusWithin)}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="sr-only"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}

const focusWithin =
  'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent'

/** The frame of a row of segments, for links that look like one. */
export const segmentedClass =
  'inline-flex w-fit min-w-0 flex-wrap items-center gap-0.5 rounded-md border border-line bg-ground p-0.5'

export function segmentClass(isCurrent: boolean): string {
  return cn(
    'inline-flex h-7.5 cursor-pointer items-center whitespace-nowrap rounded-[5px] px-2.5 text-xs font-medium transition-colors',
    isCurrent ? 'bg-raised text-ink shadow-xs' : 'text-muted hover:text-ink',
  )
}
