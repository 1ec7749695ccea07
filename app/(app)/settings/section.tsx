import { type ReactNode, useId } from 'react'
import { Card, CardHeader } from '@/components/ui/card'

type SectionProps = { title: string; description?: ReactNode; children: ReactNode }

export function Section({ title, description, children }: SectionProps) {
  const id = useId()
  return (
    <Card aria-labelledby={id}>
      <CardHeader id={id} title={title} description={description} />
      <div className="flex flex-col gap-6 px-5 pb-5">{children}</div>
    </Card>
  )
}
