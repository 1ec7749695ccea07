import Link from 'next/link'
import { Mark } from '@/components/ui/mark'

export default function AuthLayout({ children }: LayoutProps<'/'>) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center px-4 py-10">
      <Link href="/" className="mb-8 flex items-center justify-center gap-3 font-display text-xl text-ink">
        <Mark className="size-8 text-accent" />
        Augury
      </Link>
      {children}
    </main>
  )
}
