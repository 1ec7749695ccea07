export const THEME_COOKIE = 'augury_theme'
export type Theme = 'dark' | 'light'

/** Dark unless light was chosen. */
export function parseTheme(value: unknown): Theme {
  return value === 'light' ? 'light' : 'dark'
}
