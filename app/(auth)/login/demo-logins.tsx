import { demoLogins } from '@/supabase/seed/logins'

const WHO: Record<string, string> = {
  lead: 'A lead, who sees the whole team’s figures',
  member: 'A member, who chats and sees only what is theirs',
}

/** The logins of the demo team, which only exists on a machine of one's own. */
export function DemoLogins() {
  const logins = demoLogins()
  return (
    <section aria-labelledby="demo-logins" className="mt-6 rounded-xl border border-line/70 p-5 text-sm">
      <h2 id="demo-logins" className="font-sans text-sm font-medium text-ink">
        Logins of the demo team
      </h2>
      <dl className="mt-3 space-y-3">
        {logins.map(({ role, email }) => (
          <div key={email}>
            <dt className="text-muted">{WHO[role]}</dt>
            <dd className="font-mono text-ink">{email}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-muted">
        Password of both: <code className="font-mono text-ink">{logins[0]?.password}</code>
      </p>
    </section>
  )
}
