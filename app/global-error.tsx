'use client'

import { FailurePage } from '@/components/failure-page'
import './globals.css'

export default function GlobalErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" className="dark">
      <body className="antialiased">
        <title>Augury</title>
        <FailurePage error={error} retry={retry} />
      </body>
    </html>
  )
}
