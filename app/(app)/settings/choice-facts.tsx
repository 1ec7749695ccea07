import type { Membership } from '@/lib/auth/team'
import { percentText } from './choice-settings'
import { Facts } from './facts'

/** What a member may know of how models are chosen. */
export function ChoiceFacts({ team }: { team: Membership }) {
  const [least, most, floor] = [team.exploreMin, team.exploreMax, team.qualityFloor].map(percentText)
  return (
    <Facts
      facts={[
        [
          'Other models are tried',
          most === '0' ? 'never' : `for at least ${least} % and at most ${most} % of messages`,
        ],
        ['Least expected success', floor === '0' ? 'no floor' : `${floor} %`],
      ]}
    />
  )
}
