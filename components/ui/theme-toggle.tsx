import { Moon, Sun } from 'lucide-react'
import { Button } from '@/components/ui/button'
import type { Theme } from '@/lib/theme'

type ThemeToggleProps = { theme: Theme; setTheme: (form: FormData) => Promise<void> }

/** A form, so that the server renders the chosen theme from the first byte on. */
export function ThemeToggle({ theme, setTheme }: ThemeToggleProps) {
  const other = theme === 'dark' ? 'light' : 'dark'
  const Icon = theme === 'dark' ? Sun : Moon
  return (
    <form action={setTheme}>
      <input type="hidden" name="theme" value={other} />
      <Button type="submit" variant="ghost" size="icon" aria-label={`Switch to the ${other} theme`}>
        <Icon aria-hidden className="size-4" />
      </Button>
    </form>
  )
}
