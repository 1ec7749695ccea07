import { BellRing } from 'lucide-react'
import { NavLink } from '@/components/nav-link'
import { Badge } from '@/components/ui/badge'
import { countOpenAlerts } from '@/lib/analytics/alerts'
import { formatCount } from '@/lib/format'
import { log } from '@/lib/log'
import { createServerSupabase } from '@/lib/supabase/server'

/** Leads to the alerts that a lead has not dismissed, from any page. */
export async function OpenAlerts({ teamId }: { teamId: string }) {
  const open = await countOpenAlerts(await createServerSupabase(), teamId).catch((error) => {
    // The page is worth more than the count.
    log.warn({ err: error }, 'open alerts could not be counted')
    return 0
  })
  if (open === 0) return null
  return (
    // In front where not all of the navigation is in sight.
    <div className="shrink-0 max-lg:order-first">
      <NavLink href="/usage/team#alerts">
        <BellRing aria-hidden className="size-4" />
        <span className="max-lg:sr-only">Alerts</span>
        <Badge tone="warn">{formatCount(open)}</Badge>
      </NavLink>
    </div>
  )
}
