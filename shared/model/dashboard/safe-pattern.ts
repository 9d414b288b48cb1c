// Regular expressions that come with a dashboard: read as Grafana writes them, and refused where they could take for ever.
// What they search is cut to a length. A guard against slips and malice, not a proof of linear time.

export interface SafePattern {
  /** On at most `subjectLimit` characters of the text. */
  exec: (text: string) => RegExpExecArray | null;
  test: (text: string) => boolean;
  replace: (text: string, by: string) => string;
}

export const subjectLimit = 1000;
const patternLimit = 2000;
const repeatLimit = 10;

/** `/pattern/flags` taken apart; anything else is a pattern without flags. */
export function patternParts(written: string): { pattern: string; flags: string } {
  const found = /^\/(.*)\/([a-z]*)$/s.exec(written);
  return found === null ? { pattern: written, flags: '' } : { pattern: found[1] ?? '', flags: found[2] ?? '' };
}

/** Dashboards name the same few patterns for each of their panels. */
const known = new Map<string, SafePattern | string>();
const knownLimit = 500;

/** The pattern ready for use, or why it is refused, in words. */
export function safePattern(pattern: string, flags = ''): SafePattern | string {
  const key = `${flags}/${pattern}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = compiled(pattern, flags);
  if (known.size >= knownLimit) known.clear();
  known.set(key, made);
  return made;
}

function compiled(pattern: string, flags: string): SafePattern | string {
  if (pattern.length > patternLimit)
    return `the pattern has ${pattern.length} characters; at most ${patternLimit} are taken`;
  const problem = runaway(pattern);
  if (problem !== null) return problem;
  let plain: RegExp;
  let all: RegExp;
  try {
    const kept = [...new Set(flags)].filter((flag) => 'ims'.includes(flag)).join('');
    plain = new RegExp(pattern, kept);
    all = flags.includes('g') ? new RegExp(pattern, `${kept}g`) : plain;
  } catch (error) {
    return `not a regular expression: ${error instanceof Error ? error.message : String(error)}`;
  }
  const cut = (text: string): string => (text.length > subjectLimit ? text.slice(0, subjectLimit) : text);
  return {
    exec: (text: string) => plain.exec(cut(text)),
    test: (text: string) => plain.test(cut(text)),
    replace: (text: string, by: string) => cut(text).replace(all, by),
  };
}

const token = /\\[^]|\[(?:\\[^]|[^\]\\])*\]|\((?:\?(?:<?[=!]|:|<[^>]*>))?|\)|\||(?:[*+?]|\{\d+(?:,\d*)?\})\??|[^]/g;

/** What doubles the time with each sign more of the text: an endless repeat of what itself repeats or branches. */
function runaway(pattern: string): string | null {
  const outer: { branches: boolean }[] = [];
  let top = { branches: false };
  let closed: { branches: boolean } | null = null;
  let repeats = 0;
  for (const [part] of pattern.matchAll(token)) {
    const endless = /^(?:[*+]|\{\d+,\})/.test(part) || /^\{\d*,?\d{3,}\}/.test(part);
    if (endless) {
      if (closed?.branches) return 'it repeats without end what itself repeats or branches, which could take for ever';
      repeats++;
      top.branches = true;
    }
    closed = null;
    if (part.startsWith('(')) {
      outer.push(top);
      top = { branches: false };
    } else if (part === '|') top.branches = true;
    else if (part === ')') {
      closed = top;
      const branched = top.branches;
      top = outer.pop() ?? { branches: false };
      top.branches ||= branched;
    }
  }
  return repeats > repeatLimit && !pattern.includes('|') ? `it repeats without end ${repeats} times; at most ${repeatLimit} are taken` : null; // prettier-ignore
}
