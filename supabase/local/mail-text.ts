import type { EmailMessage } from '@supabase/lite'

/**
 * An e-mail as it is printed where nothing is sent. Made from the HTML, because only that comes from our templates; the
 * server's own text points to addresses that the app does not have.
 */
export function mailText({ to, subject, html, text }: EmailMessage): string {
  return `E-mail to ${to}: ${subject}\n${html ? plain(html) : (text ?? '')}\n`
}

function plain(html: string): string {
  return html
    .replace(/<a\s[^>]*href="([^"]*)"[^>]*>([^<]*)<\/a>/g, (_, href, words) => `${words}: ${href}`)
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .trim()
}
