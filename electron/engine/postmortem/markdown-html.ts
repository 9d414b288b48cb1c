// A small part of Markdown as HTML: headings, lists, tables, code, emphasis. All text is escaped; addresses, images and HTML
// stay text, so nothing that was written can act.
import { spellOutUnseen } from '../plans/run-words.ts';

export const escapeHtml = (text: string): string =>
  spellOutUnseen(text).replaceAll(/[&<>"'`=]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** @param top the level that `#` becomes. */
export function markdownAsHtml(markdown: string, top: number): string {
  const lines = markdown.replaceAll(/\r\n?/g, '\n').split('\n');
  const out: string[] = [];
  for (let at = 0; at < lines.length;) {
    const block = blockAt(lines, at, top);
    if (block.html !== '') out.push(block.html);
    at = block.next;
  }
  return out.join('\n');
}

interface Block {
  html: string;
  next: number;
}

function blockAt(lines: readonly string[], at: number, top: number): Block {
  const line = lines[at] ?? '';
  if (line.trim() === '') return { html: '', next: at + 1 };
  const [, marks, title] = /^(#{1,6})\s+(.*)$/.exec(line) ?? [];
  if (marks !== undefined && title !== undefined) {
    const level = Math.min(6, top + marks.length - 1);
    return { html: `<h${level}>${inlineHtml(title)}</h${level}>`, next: at + 1 };
  }
  const fence = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
  if (fence !== undefined) return codeAt(lines, at, fence);
  if (/^\s*\|/.test(line)) return tableAt(lines, at);
  if (listMark.test(line)) return listAt(lines, at);
  const end = endOf(
    lines,
    at,
    (one) => one.trim() !== '' && !/^#{1,6}\s|^\s*(```|~~~|\|)/.test(one) && !listMark.test(one),
  );
  return { html: `<p>${lines.slice(at, end).map(inlineHtml).join('<br>')}</p>`, next: end };
}

const listMark = /^\s*(?:[-*+]|\d{1,9}[.)])\s+/;

function endOf(lines: readonly string[], at: number, belongs: (line: string) => boolean): number {
  let end = at + 1;
  while (end < lines.length && belongs(lines[end] ?? '')) end++;
  return end;
}

function codeAt(lines: readonly string[], at: number, fence: string): Block {
  const end = endOf(lines, at, (one) => !one.trim().startsWith(fence));
  return { html: `<pre>${escapeHtml(lines.slice(at + 1, end).join('\n'))}</pre>`, next: end + 1 };
}

function listAt(lines: readonly string[], at: number): Block {
  const ordered = /^\s*\d/.test(lines[at] ?? '');
  const items: string[] = [];
  let end = at;
  for (; end < lines.length; end++) {
    const line = lines[end] ?? '';
    if (listMark.test(line)) items.push(line.replace(listMark, ''));
    else if (/^\s{2,}\S/.test(line) && items.length > 0) items.push(`${items.pop() ?? ''} ${line.trim()}`);
    else break;
  }
  const tag = ordered ? 'ol' : 'ul';
  return { html: `<${tag}>${items.map((item) => `<li>${inlineHtml(item)}</li>`).join('')}</${tag}>`, next: end };
}

function tableAt(lines: readonly string[], at: number): Block {
  const end = endOf(lines, at, (one) => /^\s*\|/.test(one));
  const rows = lines.slice(at, end).map((line) =>
    line
      .trim()
      .replace(/^\|/, '')
      .replace(/\|$/, '')
      .split(/(?<!\\)\|/),
  );
  const ruled = rows[1]?.every((cell) => /^\s*:?-+:?\s*$/.test(cell)) === true;
  const row = (cells: readonly string[], tag: string): string => `<tr>${cells.map((cell) => `<${tag}>${inlineHtml(cell.trim())}</${tag}>`).join('')}</tr>`; // prettier-ignore
  const head = ruled ? (rows[0] ?? []) : [];
  const body = ruled ? rows.slice(2) : rows;
  const header = head.length === 0 ? '' : `<thead>${row(head, 'th')}</thead>`;
  return {
    html: `<table>${header}<tbody>${body.map((cells) => row(cells, 'td')).join('')}</tbody></table>`,
    next: end,
  };
}

/** References that stand for one sign, as the exports in Markdown write them, are read back before all is escaped. */
function inlineHtml(text: string): string {
  const plain = text.replaceAll(/&#(\d{1,3});/g, (_, code: string) => String.fromCharCode(Number(code))).replaceAll(/\\([[\](!|:])/g, '$1'); // prettier-ignore
  return escapeHtml(plain)
    .replaceAll(/\*\*([^*]{1,500})\*\*/g, '<strong>$1</strong>')
    .replaceAll(/&#96;([^&]{1,500}?)&#96;/g, '<code>$1</code>');
}
