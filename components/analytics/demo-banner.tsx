import { FlaskConical } from 'lucide-react'

export function DemoBanner() {
  return (
    <p className="flex items-start gap-2.5 rounded-lg border border-accent/30 bg-accent/5 px-4 py-2.5 text-sm text-pretty">
      <FlaskConical aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
      <span>
        <strong className="font-semibold">Demo team.</strong> These calls are simulated: the models’ names and
        list prices are real, their speed and quality here are invented.
      </span>
    </p>
  )
}
