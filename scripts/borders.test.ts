import { expect, test } from 'vitest'
import { crossedBorders } from './borders'
import { importGraph } from './import-graph'

const crossed = (sources: Record<string, string>) =>
  crossedBorders(importGraph(new Map(Object.entries(sources))))

test('what the design allows is allowed', () => {
  const sources = {
    'components/card.tsx':
      "import { useState } from 'react'\nimport type { A } from '@/lib/analytics/models-answer'",
    'lib/analytics/models-answer.ts': 'export type A = string',
    'lib/recommender/rank.ts': "import { x } from '@/lib/vocabulary'",
    'lib/vocabulary.ts': 'export const x = 1',
    'lib/tracking/deliver.ts': "import { adminSupabase } from '@/lib/supabase/admin'",
    'lib/supabase/admin.ts': "import { createClient } from '@supabase/supabase-js'",
  }
  expect(crossed(sources)).toEqual([])
})

test.each([
  ['a route', { 'components/a.tsx': "import { x } from '@/app/page'", 'app/page.tsx': '' }],
  ['a type of a route', { 'components/a.tsx': "import type { X } from '../app/page'", 'app/page.tsx': '' }],
  [
    'data access at the end of a chain',
    {
      'components/a.tsx': "import {\n  getModels,\n} from '@/lib/analytics/models'",
      'lib/analytics/models.ts': "import { createServerSupabase } from '@/lib/supabase/server'",
      'lib/supabase/server.ts': '',
    },
  ],
  ['React in the recommender', { 'lib/recommender/rank.ts': "import { cache } from 'react'" }],
  ['Next in pricing', { 'lib/pricing/price-of.ts': "import { after } from 'next/server'" }],
  [
    'Supabase in what prepares a chart',
    { 'components/charts/a-prepare.ts': "import x from '@supabase/supabase-js'" },
  ],
  ['a dynamic import in text', { 'lib/text/a.ts': "const x = await import('next/headers')" }],
  [
    'the secret key in a route',
    {
      'app/api/x/route.ts': "import { adminSupabase } from '@/lib/supabase/admin'",
      'lib/supabase/admin.ts': '',
    },
  ],
  ['a type in what other apps copy', { 'lib/tracking/client.ts': "import type { X } from 'zod'" }],
])('%s is told', (_, sources) => {
  expect(crossed(sources).length).toBeGreaterThan(0)
})
