type Person = {
  email: string
  displayName: string
  role: 'lead' | 'member'
  /** Share of the team's requests. */
  weight: number
}

/** Of every member of the demo team; the team exists on local databases only. */
export const demoPassword = 'augury-demo'

export const demoPeople: readonly Person[] = [
  { email: 'lead@demo.augury.test', displayName: 'Rowan Ashby', role: 'lead', weight: 0.11 },
  { email: 'member@demo.augury.test', displayName: 'Mika Thorne', role: 'member', weight: 0.15 },
  { email: 'ida@demo.augury.test', displayName: 'Ida Lindqvist', role: 'member', weight: 0.19 },
  { email: 'tomas@demo.augury.test', displayName: 'Tomás Herrera', role: 'member', weight: 0.16 },
  { email: 'noor@demo.augury.test', displayName: 'Noor Haddad', role: 'member', weight: 0.13 },
  { email: 'felix@demo.augury.test', displayName: 'Felix Brandt', role: 'member', weight: 0.11 },
  { email: 'saoirse@demo.augury.test', displayName: 'Saoirse Quinn', role: 'member', weight: 0.09 },
  { email: 'jun@demo.augury.test', displayName: 'Jun Watanabe', role: 'member', weight: 0.06 },
]

/** The two that a visitor is told: a lead and a member. */
export function demoLogins(): { email: string; password: string; role: string }[] {
  return demoPeople.slice(0, 2).map(({ email, role }) => ({ email, role, password: demoPassword }))
}
