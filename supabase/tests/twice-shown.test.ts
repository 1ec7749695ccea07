import { expect } from 'vitest'
import { signUp } from './people'
import { onEveryDatabase } from './stories'

/** Where clocks are put back by one hour at midnight, by half an hour, and by two; what they show from then on, twice. */
const PUT_BACK = [
  { timeZone: 'America/Havana', shown: '2026-11-01 00:00', first: '2026-11-01T04:00:00.000Z' },
  { timeZone: 'Australia/Lord_Howe', shown: '2026-04-05 01:30', first: '2026-04-04T14:30:00.000Z' },
  { timeZone: 'Antarctica/Troll', shown: '2026-10-25 01:00', first: '2026-10-24T23:00:00.000Z' },
]

onEveryDatabase('times that clocks show twice', (story) => {
  story('A26 begin when they are shown first', async (db) => {
    for (const { timeZone, shown, first } of PUT_BACK) {
      const { teamId } = await signUp(db, timeZone, timeZone)
      const spans = await db.sql(
        `select starts_at from private.instants_between($1, $2, $2::timestamp + interval '1 minute')`,
        [teamId, shown],
      )
      expect(spans.map(({ starts_at }) => new Date(String(starts_at)).toISOString())).toEqual([first])
    }
  })
})
