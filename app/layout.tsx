import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import { parseTheme, THEME_COOKIE } from '@/lib/theme'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Augury', template: '%s · Augury' },
  description: 'Tells a team which AI model serves which task best, from what its own users did.',
  robots: { index: false, follow: false },
}

export const viewport: Viewport = { colorScheme: 'dark light' }

export default async function RootLayout({ children }: LayoutProps<'/'>) {
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value)
  return (
    <html lang="en" className={theme}>
      <body className="antialiased">{children}</body>
    </html>
  )
}
