import { expect, test } from 'vitest'
import { mailText } from './mail-text'

test('a mail is printed from its HTML, with addresses that can be copied', () => {
  const html =
    '<p>For a&amp;b.</p>\n<p><a class="x" href="http://localhost:3000/c?a=1&amp;b=2">Choose</a></p>'
  expect(mailText({ to: 'ada@augury.test', subject: 'Reset', html, text: 'unused' })).toBe(
    'E-mail to ada@augury.test: Reset\nFor a&b.\nChoose: http://localhost:3000/c?a=1&b=2\n',
  )
})

test('a mail without HTML is printed as it is', () => {
  expect(mailText({ to: 'ada@augury.test', subject: 'Hi', text: 'Words' })).toBe(
    'E-mail to ada@augury.test: Hi\nWords\n',
  )
})
