import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'

type FormCardProps = { title: string; lead?: ReactNode; children: ReactNode; footer?: ReactNode }

/** The frame of a page that is one form. */
export function FormCard({ title, lead, children, footer }: FormCardProps) {
  return (
    <>
      <Card className="p-6">
        <h1 className="text-xl text-ink">{title}</h1>
        {lead && <div className="mt-2 text-sm text-pretty text-muted">{lead}</div>}
        <div className="mt-5">{children}</div>
      </Card>
      {footer && <p className="mt-5 text-center text-sm text-muted">{footer}</p>}
    </>
  )
}
