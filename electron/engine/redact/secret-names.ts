// Secrets known by the name they stand under: in JSON, headers, key=value pairs, flags, URL queries and environment lists.
// One pass from left to right; the value is read by hand, because its end depends on how it is quoted.

const core = new RegExp(
  [
    'authorization',
    'cookie',
    'token',
    'secret',
    'passw(?:or)?d',
    'passphrase',
    '(?<![a-z])pwd(?![a-z])',
    '(?:api|access|account|private|signing|encryption|master|auth|deploy|ssh)[-_. ]?key',
    'credentials?',
    '(?<![a-z])auth(?![a-z])',
    'signature',
    'session[-_]?id',
  ].join('|'),
  'gi',
);

/** Names that only speak of a secret: its size, age, place or kind. Matched against what follows the telling word. */
const harmlessEnding =
  /^s?[-_.]?(?:count|type|name|url|uri|endpoint|expir|ttl|len|size|limit|used|usage|policy|age|file|path|ref|version|bucket|total|valid|required|enabled|rotat|created|updated|max|min|rate|seconds|bytes|present|status)/i;
/** Names that are quantities: `max_tokens`, `total_tokens`. */
const quantity = /(?:max|min|total|num|prompt|completion|input|output|used)[-_]?$/i;

/** Whether what stands under this name in an object, a header list or an environment is to be replaced. */
export function isSecretName(name: string): boolean {
  if (name.length > 256) return false;
  core.lastIndex = 0;
  for (let found = core.exec(name); found; found = core.exec(name)) {
    if (!isHarmless(name, found.index, core.lastIndex)) return true;
  }
  return false;
}

function isHarmless(text: string, start: number, end: number): boolean {
  return harmlessEnding.test(text.slice(end, end + 16)) || quantity.test(text.slice(Math.max(0, start - 12), start));
}

interface Span {
  from: number;
  to: number;
}

/** Where the values of secret names are in a text, in order, not overlapping. */
export function namedSecrets(text: string): Span[] {
  const spans: Span[] = [];
  core.lastIndex = 0;
  for (let found = core.exec(text); found; found = core.exec(text)) {
    const { index } = found;
    const after = core.lastIndex;
    if (isHarmless(text, index, after)) continue;
    const span = valueAfter(text, index, after);
    if (!span || isEmptyWord(text.slice(span.from, span.to))) continue;
    spans.push(span);
    core.lastIndex = Math.max(after, span.to);
  }
  return spans;
}

function isEmptyWord(value: string): boolean {
  return value.length <= 10 && /^(?:|true|false|null|none|nil|undefined|\*+|\[redacted\]|\d{1,4})$/i.test(value);
}

// After the rest of the name: `": "`, `=`, `=>`, `>`, the list forms `","` and `","value":"`.
const separator =
  /[\w.\-[\]]{0,48}(?:\\*["']?[ \t]*(?:=>|->|[:=>])[ \t]*|\\*["'][ \t]*,\s*\\*["']value\\*["'][ \t]*:[ \t]*)/y;
const flagSeparator = /[\w-]{0,48}(?:[ \t]+(?!-)|["'],\s*(?=["']))/y;
const listedHeader = /[\w-]{0,48}["'],\s*(?=["'])/y;

function valueAfter(text: string, nameStart: number, nameEnd: number): Span | null {
  const start =
    endOf(separator, text, nameEnd) ?? endOfFlag(text, nameStart, nameEnd) ?? endOf(listedHeader, text, nameEnd);
  if (start === null) return null;
  const quote = /\\*["'`]/y;
  const opened = endOf(quote, text, start);
  if (opened !== null) return quoted(text, opened, text.slice(start, opened));
  const wholeLine = /^(?:proxy-)?(?:authorization|(?:set-)?cookie)/i.test(text.slice(nameStart, nameStart + 20));
  return { from: start, to: wholeLine ? lineEnd(text, start) : wordEnd(text, start) };
}

function endOf(pattern: RegExp, text: string, from: number): number | null {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : null;
}

/** `--token value`: only where the name is a flag, else every sentence about tokens would lose a word. */
function endOfFlag(text: string, nameStart: number, nameEnd: number): number | null {
  const before = text.slice(Math.max(0, nameStart - 40), nameStart);
  return /(?:^|[\s"'])--?[\w-]*$/.test(before) ? endOf(flagSeparator, text, nameEnd) : null;
}

/** Up to the same quote, equally escaped; to the end where it is not closed. */
function quoted(text: string, from: number, mark: string): Span {
  for (let at = text.indexOf(mark, from); at !== -1; at = text.indexOf(mark, at + 1)) {
    let slashes = 0;
    while (at - slashes > from && text.charCodeAt(at - slashes - 1) === 0x5c) slashes++;
    if (slashes % 2 === 0) return { from, to: at };
  }
  return { from, to: text.length };
}

const scheme = /(?:bearer|basic|digest|token|negotiate)[ \t]+/iy;
const word = /[^\s"'`&;<\\]+/y;

function wordEnd(text: string, from: number): number {
  const start = endOf(scheme, text, from) ?? from;
  return endOf(word, text, start) ?? from;
}

function lineEnd(text: string, from: number): number {
  return endOf(/[^\r\n"'`\\]+/y, text, from) ?? from;
}
