import { redirect } from 'next/navigation'
import { getUser } from '@/lib/auth/session'

export default async function HomePage() {
  redirect((await getUser()) ? '/chat' : '/login')
}
