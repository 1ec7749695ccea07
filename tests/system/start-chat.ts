import { sessionOf } from '../session-of'
import { startApp } from '../start-app'
import { type Project, startProject } from '../start-project'
import { wireServer } from '../wire-server'
import { storedTurns } from './stored-turns'

type Options = {
  /** The variables that connect the app to the provider at this address, and whatever else it needs. */
  variables: (providerUrl: string) => Record<string, string>
  /** Where the app finds the project; at its own address unless told. */
  front?: (project: Project) => Promise<string>
}

/** A project, a provider that answers as it is told, and the app between them. */
export async function startChat({ variables, front = async ({ url }) => url }: Options) {
  const project = await startProject('pglite', false)
  const provider = await wireServer()
  const app = await startApp({ ...project.variables(await front(project)), ...variables(provider.url) })
  const cookieOf = async (email: string) => (await sessionOf(project, email, 'correct horse battery')).cookie
  const stop = async () => {
    await app.stop()
    await provider.close()
    await project.stop()
  }
  return { project, provider, app, stored: storedTurns(project), cookieOf, stop }
}

export type RunningChat = Awaited<ReturnType<typeof startChat>>

/** The variables of Anthropic with these models. */
export const anthropic = (models: readonly string[], more: Record<string, string> = {}) => ({
  variables: (providerUrl: string) => ({
    ANTHROPIC_API_KEY: 'sk-ant-test',
    ANTHROPIC_BASE_URL: providerUrl,
    ANTHROPIC_MODELS: models.join(','),
    ...more,
  }),
})
