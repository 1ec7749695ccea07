import { Mark } from '@/components/ui/mark'

const EXAMPLES = [
  { kind: 'Coding', prompt: 'Write a TypeScript function that groups dates by week, with tests.' },
  { kind: 'Analysis', prompt: 'Compare buying and leasing a car for five years. What decides it?' },
  { kind: 'Creative', prompt: 'Describe a tavern at the edge of a haunted forest for my tabletop game.' },
  {
    kind: 'Reasoning',
    prompt: 'Three switches, one lamp in another room, one look. How do I find the right switch?',
  },
]

/** @param simulated whether every model is a demo */
export function EmptyChat({ simulated, onPick }: { simulated: boolean; onPick: (prompt: string) => void }) {
  return (
    <div className="mx-auto flex max-w-2xl flex-col items-center px-4 pt-6 pb-8 sm:pt-[10vh] text-center">
      <Mark className="mb-5 size-10 text-accent" />
      <h1 className="text-2xl text-balance">What would you like to know?</h1>
      <p className="mt-3 max-w-md text-sm text-pretty text-muted">
        Augury picks the model that has served your team best for this kind of question. Every answer says
        which one it was, and why.
      </p>
      {simulated && (
        <p className="mt-3 max-w-md text-sm text-pretty text-warn">
          No provider is connected, so demo models answer. They behave like the real ones in speed, price and
          reliability; what they say is made up.
        </p>
      )}
      <ul className="mt-8 grid w-full gap-2.5 sm:grid-cols-2">
        {EXAMPLES.map(({ kind, prompt }) => (
          <li key={kind}>
            <button
              type="button"
              onClick={() => onPick(prompt)}
              className="h-full w-full rounded-lg border border-line bg-surface p-3.5 text-left text-sm hover:border-muted"
            >
              <span className="mb-1 block text-xs font-medium text-accent">{kind}</span>
              {prompt}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
