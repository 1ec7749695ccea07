'use server'

import { cookies } from 'next/headers'
import { parseTheme, THEME_COOKIE } from '@/lib/theme'

export async function setTheme(form: FormData): Promise<void> {
  const jar = await cookies()
  jar.set(THEME_COOKIE, parseTheme(form.get('theme')), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    maxAge: 365 * 24 * 3600,
  })
}
