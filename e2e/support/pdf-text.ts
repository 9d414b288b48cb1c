// The words of a PDF as Chromium writes one (Skia): text is drawn as numbers of glyphs, and each font says which letters they
// are. For tests; it reads nothing else than such files.
import { inflateSync } from 'node:zlib';

type Letters = ReadonlyMap<string, string>;

/** Words in the order in which they are drawn, with single spaces. */
export function textOfPdf(file: Buffer): string {
  const pdf = file.toString('latin1');
  const objects = new Map([...pdf.matchAll(/(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj/gs)].map(([, no, body]) => [no, body ?? ''])); // prettier-ignore
  const fonts = new Map<string, Letters>();
  for (const [, name = '', no] of pdf.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const [, unicode] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(no) ?? '') ?? [];
    fonts.set(name, lettersOf(streamOf(objects.get(unicode))));
  }
  const drawn = [...objects.values()].map(streamOf).filter((content) => content.includes('\nBT\n'));
  return drawn.map((content) => wordsOf(content, fonts)).join(' ').replaceAll(/\s+/g, ' '); // prettier-ignore
}

function streamOf(body = ''): string {
  const [head = ''] = /^.*?stream\r?\n/s.exec(body) ?? [];
  if (!head.includes('FlateDecode')) return '';
  return inflateSync(Buffer.from(body.slice(head.length), 'latin1')).toString('latin1');
}

const unicodeOf = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

function lettersOf(map: string): Letters {
  const letters = new Map<string, string>();
  for (const [, part = ''] of map.matchAll(/beginbfchar\n(.*?)endbfchar/gs))
    for (const [, glyph = '', letter = ''] of part.matchAll(/<(\w+)> <(\w+)>/g)) letters.set(glyph, unicodeOf(letter));
  for (const [, part = ''] of map.matchAll(/beginbfrange\n(.*?)endbfrange/gs))
    for (const [, from = '', to = '', first = ''] of part.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g))
      for (let at = 0; at <= parseInt(to, 16) - parseInt(from, 16); at++)
        letters.set(hexOf(parseInt(from, 16) + at), String.fromCharCode(parseInt(first, 16) + at));
  return letters;
}

const hexOf = (no: number): string => no.toString(16).toUpperCase().padStart(4, '0');

function wordsOf(content: string, fonts: ReadonlyMap<string, Letters>): string {
  let letters: Letters = new Map();
  let words = '';
  for (const [step, font, down, glyphs] of content.matchAll(/\/(F\d+) \S+ Tf|\S+ (\S+) Td|<(\w+)> Tj|\bET\b/g)) {
    if (font !== undefined) letters = fonts.get(font) ?? letters;
    else if (glyphs !== undefined) for (const glyph of glyphs.match(/.{4}/g) ?? []) words += letters.get(glyph) ?? '\ufffd';
    else if (step === 'ET' || down !== '0') words += ' ';
  }
  return words;
} // prettier-ignore
