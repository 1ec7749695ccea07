import type { TaskType } from '@/lib/vocabulary'

/** How figures are written on screen. What is unknown is a dash, never a zero. */

const UNKNOWN = '–'
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 })
const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })
const wholeDollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
})
const smallDollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumSignificantDigits: 2,
})

export function formatCount(value: number | null): string {
  return value === null ? UNKNOWN : whole.format(value)
}

/** 1,234 up to a hundred thousand, then 123K, 1.23M. */
export function formatCompact(value: number | null): string {
  if (value === null) return UNKNOWN
  return value < 100_000 ? whole.format(value) : compact.format(value)
}

/** @param value milliseconds */
export function formatDuration(value: number | null): string {
  if (value === null) return UNKNOWN
  if (value < 999.5) return `${Math.round(value)} ms`
  if (value < 9_995) return `${(value / 1000).toFixed(2)} s`
  if (value < 119_950) return `${(value / 1000).toFixed(1)} s`
  return `${(value / 60_000).toFixed(1)} min`
}

/** @param value 0–100; what is not all or nothing is never rounded to all or nothing. */
export function formatPercent(value: number | null): string {
  if (value === null) return UNKNOWN
  if (value === 0 || value === 100) return `${value}%`
  if (value > 99.9) return '>99.9%'
  if (value < 0.1) return '<0.1%'
  return `${value.toFixed(1)}%`
}

export function formatUsd(value: number | null): string {
  if (value === null) return UNKNOWN
  if (value === 0) return '$0'
  if (value >= 999.995) return wholeDollars.format(value)
  return value >= 0.0995 ? dollars.format(value) : smallDollars.format(value)
}

/** @param day `yyyy-MM-dd` */
export function formatDay(day: string, year: 'with year' | 'without year' = 'without year'): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(year === 'with year' && { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`))
}

/** The local day at this instant, `yyyy-MM-dd`. @param instant ISO 8601 @param timeZone IANA */
export function dayAt(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(instant))
}

/** @param instant ISO 8601 @param timeZone IANA */
export function formatClock(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(
    new Date(instant),
  )
}

/** 21 Nov 2026, 14:03. @param instant ISO 8601 @param timeZone IANA */
export function formatInstant(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
    new Date(instant),
  )
}

/** 14:03:07. @param instant ISO 8601 @param timeZone IANA */
export function formatSecond(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone }).format(new Date(instant))
}

/** (1, 'call') is “1 call”, (2, 'call') “2 calls”. */
export function formatQuantity(value: number, noun: string): string {
  return `${whole.format(value)} ${noun}${value === 1 ? '' : 's'}`
}

/** `general_chat` is “General chat”. */
export function taskTypeLabel(taskType: TaskType): string {
  return inWords(taskType)
}

/** `rate_limited` is “Rate limited”. */
export function errorKindLabel(kind: string): string {
  return inWords(kind)
}

function inWords(name: string): string {
  const words = name.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
