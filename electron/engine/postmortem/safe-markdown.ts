// Markdown that can be read by any program and does nothing in it: no raw HTML, no image, no address that is followed.
import { spellOutUnseen } from '../plans/run-words.ts';

/** What a person wrote as Markdown: headings, lists and emphasis stay, whatever could act becomes text. */
export function safeMarkdown(text: string): string {
  return spellOutUnseen(text.replaceAll(/\r\n?/g, '\n'))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('![', '!\\[')
    .replaceAll('](', ']\\(')
    .replaceAll(']:', ']\\:')
    .replaceAll('][', ']\\[');
}

/** One line of plain text. Signs of markup become references, which no program takes for markup. */
export function inlineMarkdown(text: string): string {
  return spellOutUnseen(text.replaceAll(/\s*[\r\n]+\s*/g, ' '))
    .replaceAll(/[&<>"'`*_[\]|\\~#!$]|:(?=\/\/)|@/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .trim();
}
