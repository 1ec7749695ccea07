import type { OwnerSql } from '../local/database'
import type { LocalSupabase } from '../local/start-local-supabase'
import { type DemoData, type DemoMember, generateDemo } from './generate-demo'
import { insertDemo } from './insert-demo'
import { demoPassword, demoPeople } from './logins'
import { demoTeam } from './story'

type Options = { now: Date; signal?: AbortSignal; say?: (line: string) => void }

/** The data differ between databases by their date only. */
const SEED = 20_260_704
const DEMO_DOMAIN = 'demo.augury.test'

/**
 * Fills a database that nobody has signed up to with the demo team. All of it is one transaction but for the sign-ups,
 * so that a start that was interrupted here begins again. True when it was filled.
 */
export async function seedDemo(
  local: LocalSupabase,
  { now, signal, say = console.log }: Options,
): Promise<boolean> {
  const { owner } = local.database
  if ((await isDemoStored(owner)) || (await hasOtherPeople(owner))) return false
  say('Making the demo team, 90 days and about 20,000 calls (a few seconds, once) …')
  for (const { email, displayName } of demoPeople) {
    signal?.throwIfAborted()
    await signUp(local, email, displayName)
  }
  await owner.exec('begin')
  try {
    const { teamId, members } = await makeTeam(owner)
    const data: DemoData = generateDemo({ seed: SEED, now, teamId, members })
    await insertDemo(owner, data, signal)
    await owner.exec('commit')
  } catch (error) {
    await owner.exec('rollback')
    throw error
  }
  await owner.exec('analyze')
  return true
}

export async function isDemoStored(owner: OwnerSql): Promise<boolean> {
  return (await owner.query('select from public.teams where is_demo limit 1')).length > 0
}

async function hasOtherPeople(owner: OwnerSql): Promise<boolean> {
  const others = await owner.query('select from public.profiles where email not like $1 limit 1', [
    `%@${DEMO_DOMAIN}`,
  ])
  return others.length > 0
}

async function signUp(
  { url, keys, database }: LocalSupabase,
  email: string,
  displayName: string,
): Promise<void> {
  const known = await database.owner.query('select from public.profiles where email = $1', [email])
  if (known.length > 0) return
  const answer = await fetch(`${url}/auth/v1/signup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', apikey: keys.publishableKey },
    body: JSON.stringify({
      email,
      password: demoPassword,
      data: { display_name: displayName, time_zone: demoTeam.timeZone },
    }),
  })
  if (!answer.ok) throw new Error(`${email} could not sign up: ${answer.status} ${await answer.text()}`)
}

/** Whoever signs up gets a team of their own; these people have the demo team instead. */
async function makeTeam(owner: OwnerSql): Promise<{ teamId: string; members: DemoMember[] }> {
  const emails = demoPeople.map(({ email }) => email)
  await owner.query(
    `delete from public.teams where id in (
       select member.team_id
       from public.team_members as member
       join public.profiles as profile on profile.user_id = member.user_id
       where profile.email = any($1)
     )`,
    [emails],
  )
  const [team] = await owner.query(
    'insert into public.teams (name, time_zone, is_demo) values ($1, $2, true) returning id',
    [demoTeam.name, demoTeam.timeZone],
  )
  const profiles = await owner.query('select user_id, email from public.profiles where email = any($1)', [
    emails,
  ])
  const userIds = new Map(profiles.map(({ email, user_id }) => [String(email), String(user_id)]))
  const teamId = String(team?.id)
  const members: DemoMember[] = []
  for (const { email, role, weight } of demoPeople) {
    const userId = userIds.get(email)
    if (!userId) throw new Error(`${email} has signed up, but has no profile.`)
    await owner.query('insert into public.team_members (team_id, user_id, role) values ($1, $2, $3)', [
      teamId,
      userId,
      role,
    ])
    members.push({ userId, email, weight })
  }
  return { teamId, members }
}
