export const DAYS = 90

export type Hour = { startsAt: Date; minutes: number; calls: number }

/** So many calls over the last 90 days (UTC, today included) up to `now`: few at night and at weekends. Oldest hour first. */
export function callsAnHour(rows: number, now: Date): Hour[] {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate())
  const first = today - (DAYS - 1) * 86_400_000
  const hours = Array.from({ length: Math.ceil((now.getTime() - first) / 3_600_000) }, (_, n) => {
    const startsAt = new Date(first + n * 3_600_000)
    return { startsAt, minutes: Math.min(60, (now.getTime() - startsAt.getTime()) / 60_000) }
  })
  const all = hours.reduce((sum, hour) => sum + weight(hour), 0)
  let passed = 0
  let given = 0
  return hours.map((hour) => {
    passed += weight(hour)
    const calls = Math.round((rows * passed) / all) - given
    given += calls
    return { ...hour, calls }
  })
}

function weight({ startsAt, minutes }: Omit<Hour, 'calls'>): number {
  const ofDay = 0.15 + Math.max(0, Math.sin(((startsAt.getUTCHours() - 5) / 14) * Math.PI))
  const isWeekend = startsAt.getUTCDay() % 6 === 0
  return (minutes / 60) * ofDay * (isWeekend ? 0.3 : 1)
}
