// The words of an HTML text as Markdown: headings, lists, links, emphasis. Scripts, styles, frames and everything that
// would fetch something are left out and named. No parser: what it gives is a text that is never read as HTML again.

export interface HtmlWords {
  markdown: string;
  /** What is not taken over, in words. */
  lost: string[];
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', copy: '©', mdash: '–', ndash: '–', hellip: '…', rarr: '→', larr: '←', bull: '•' }; // prettier-ignore
const lostTags: Record<string, string> = { script: 'scripts', style: 'styles', iframe: 'embedded pages', frame: 'embedded pages', object: 'embedded objects', embed: 'embedded objects', form: 'forms', input: 'forms', button: 'buttons', img: 'pictures', svg: 'drawings', video: 'videos', audio: 'sounds', canvas: 'drawings' }; // prettier-ignore
/** With all that is inside them. */
const whole = new Set(['script', 'style', 'iframe', 'object', 'svg', 'head', 'noscript', 'template', 'video', 'audio', 'canvas']); // prettier-ignore

/** Takes time in proportion to the text, whatever it is. */
export function markdownOf(html: string): HtmlWords {
  const lower = html.toLowerCase();
  const lost = new Set<string>();
  const out: string[] = [];
  const links: (string | null)[] = [];
  const endLink = (): void => {
    const href = links.pop() ?? null;
    if (href !== null) out.push(`](${href})`);
  };
  const begins = /<!--|<(\/?)([a-z][a-z0-9]{0,20})/gi;
  let at = 0;
  for (let found = begins.exec(html); found !== null; found = begins.exec(html)) {
    const comment = found[0] === '<!--';
    const close = html.indexOf(comment ? '-->' : '>', begins.lastIndex);
    out.push(wordsOf(html.slice(at, found.index)));
    at = close < 0 ? html.length : close + (comment ? 3 : 1);
    const [, closes = '', written = ''] = found;
    if (!comment) {
      const tag = written.toLowerCase();
      const attributes = html.slice(begins.lastIndex, close < 0 ? html.length : close);
      const name = lostTags[tag];
      if (name !== undefined) lost.add(name);
      if (/\son[a-z]+\s*=/i.test(attributes)) lost.add('what happens on clicks');
      if (whole.has(tag) && closes === '') {
        const end = lower.indexOf(`</${tag}`, at);
        const past = end < 0 ? -1 : html.indexOf('>', end);
        at = past < 0 ? html.length : past + 1;
      } else if (tag !== 'a') out.push(markOf(tag, closes !== ''));
      else if (closes !== '') endLink();
      else {
        const href = hrefOf(attributes);
        links.push(href);
        if (href !== null) out.push('[');
      }
    }
    begins.lastIndex = at;
  }
  out.push(wordsOf(html.slice(at)));
  while (links.length > 0) endLink();
  return {
    markdown: out
      .join('')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    lost: [...lost],
  };
}

function markOf(tag: string, closes: boolean): string {
  const heading = /^h([1-6])$/.exec(tag);
  if (heading !== null) return closes ? '\n\n' : `\n\n${'#'.repeat(Number(heading[1]))} `;
  if (tag === 'br') return '  \n';
  if (tag === 'hr') return '\n\n---\n\n';
  if (tag === 'li') return closes ? '' : '\n- ';
  if (tag === 'td' || tag === 'th') return closes ? ' ' : '';
  if (tag === 'b' || tag === 'strong') return '**';
  if (tag === 'i' || tag === 'em') return '*';
  if (tag === 'code') return '`';
  return /^(?:p|div|section|article|center|ul|ol|table|tr|pre|blockquote|header|footer|main|nav)$/.test(tag)
    ? '\n\n'
    : '';
}

/** Of links only those to the web; nothing that runs or reads files. */
function hrefOf(attributes: string): string | null {
  const found = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(attributes);
  const href = decoded(found?.[1] ?? found?.[2] ?? found?.[3] ?? '').trim();
  return /^https?:\/\/[^\s()<>]+$/i.test(href) ? href : null;
}

const decoded = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{1,10}));/gi,
    (all: string, dec?: string, hex?: string, name?: string) => {
      const code = dec === undefined ? (hex === undefined ? null : parseInt(hex, 16)) : Number(dec);
      if (code !== null)
        return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '';
      const known = (name ?? '').toLowerCase();
      return Object.hasOwn(entities, known) ? (entities[known] ?? all) : all;
    },
  );

/** White space of HTML is one space; signs that Markdown would take for HTML are kept from it. */
const wordsOf = (text: string): string => decoded(text.replace(/\s+/g, ' ')).replace(/</g, '\\<');
