import 'server-only'
import { log } from '@/lib/log'
import { adminSupabase } from '@/lib/supabase/admin'
import { dataOf } from '@/lib/supabase/data-of'

const PATIENCE_MS = 300
/** After a database that did not answer in time, nobody waits for it. */
const PAUSE_MS = 5_000
const CAPACITY = 10_000
const known = new Set<string>()
let pausedUntil = 0

type Claim = { teamId: string; conversationId: string; userId: string }

/**
 * Whether the user may speak in a conversation: it is theirs, or new. While the database does not answer in time they
 * may; it refuses to store what would go into another's conversation. Asked with the secret key, because row-level
 * security shows another's conversation like one that does not exist.
 */
export async function ownsConversation(claim: Claim): Promise<boolean> {
  const key = `${claim.teamId} ${claim.conversationId} ${claim.userId}`
  if (known.has(key) || Date.now() < pausedUntil) return true
  try {
    const owner = await ownerOf(claim)
    const isTheirs = owner === null || owner === claim.userId
    if (isTheirs) remember(key)
    return isTheirs
  } catch (error) {
    pausedUntil = Date.now() + PAUSE_MS
    log.warn(
      { err: error, conversationId: claim.conversationId },
      'the owner of a conversation could not be read',
    )
    return true
  }
}

async function ownerOf({ teamId, conversationId }: Claim): Promise<string | null> {
  const answer = await adminSupabase()
    .from('conversations')
    .select('user_id')
    .eq('team_id', teamId)
    .eq('id', conversationId)
    .abortSignal(AbortSignal.timeout(PATIENCE_MS))
    .maybeSingle()
  return dataOf(answer)?.user_id ?? null
}

function remember(key: string): void {
  const [oldest] = known
  if (known.size >= CAPACITY && oldest !== undefined) known.delete(oldest)
  known.add(key)
}
