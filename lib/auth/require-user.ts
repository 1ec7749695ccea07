import { redirect } from 'next/navigation'
import { getUser, type User } from '@/lib/auth/session'

/** For pages and server actions: whoever is not signed in goes to the sign-in page. */
export async function requireUser(): Promise<User> {
  return (await getUser()) ?? redirect('/login')
}
