import { z } from 'zod'
import { dataOf } from '@/lib/supabase/data-of'
import { createServerSupabase } from '@/lib/supabase/server'

const keys = z.array(
  z
    .object({
      id: z.uuid(),
      name: z.string(),
      prefix: z.string(),
      created_at: z.coerce.date(),
      last_used_at: z.coerce.date().nullable(),
      revoked_at: z.coerce.date().nullable(),
      profiles: z.object({ display_name: z.string() }).nullable(),
    })
    .transform((row) => ({
      id: row.id,
      name: row.name,
      /** How the key begins. */
      prefix: row.prefix,
      createdAt: row.created_at,
      /** Null when their account is gone. */
      createdBy: row.profiles?.display_name ?? null,
      lastUsedAt: row.last_used_at,
      revokedAt: row.revoked_at,
    })),
)
export type ApiKeyRow = z.output<typeof keys>[number]

/** The team's keys, those that still hold first, then the newest; only leads see any. */
export async function getApiKeys(teamId: string): Promise<ApiKeyRow[]> {
  const supabase = await createServerSupabase()
  return keys.parse(
    dataOf(
      await supabase
        .from('api_keys')
        .select('id, name, prefix, created_at, last_used_at, revoked_at, profiles(display_name)')
        .eq('team_id', teamId)
        .order('revoked_at', { ascending: false, nullsFirst: true })
        .order('created_at', { ascending: false }),
    ),
  )
}
