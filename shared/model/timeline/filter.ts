// The line above the timeline in which a person says what is to be seen: `type:trigger source:docker object:web -text:ping
// is:urgent` and words of no kind. Every term must hold; one that begins with a minus must not. Pure.
import { severities, type Severity } from './lane.ts';

export type TermKind = 'type' | 'source' | 'object' | 'text' | 'any';

export interface FilterTerm {
  kind: TermKind;
  /** Looked for anywhere, whatever its case. */
  text: string;
  not: boolean;
}

export interface TimelineFilter {
  terms: FilterTerm[];
  /** Events that matter less are left out. */
  least: Severity;
}

const kinds: Record<string, TermKind> = { type: 'type', source: 'source', object: 'object', subject: 'object', text: 'text' }; // prettier-ignore

/** Never refuses: an unknown name before a colon is looked for as it stands. */
export function filterOf(line: string): TimelineFilter {
  const filter: TimelineFilter = { terms: [], least: 'info' };
  for (const raw of line.match(/(?:"[^"]*"?|[^\s"])+/g) ?? []) {
    const word = raw.replaceAll('"', '');
    const not = word.length > 1 && word.startsWith('-');
    const bare = not ? word.slice(1) : word;
    const [, name = '', value = ''] = /^(\w+):(.+)$/s.exec(bare) ?? [];
    const severity = severities.find((one) => one === value.toLowerCase());
    if ((name === 'is' || name === 'severity') && severity !== undefined && !not) filter.least = severity;
    else if (Object.hasOwn(kinds, name)) filter.terms.push({ kind: kinds[name] ?? 'any', text: value, not });
    else if (bare !== '' && !/^(type|source|object|subject|text|is|severity):$/.test(bare)) filter.terms.push({ kind: 'any', text: bare, not }); // prettier-ignore
  }
  return filter;
}

export const isPlainFilter = ({ terms, least }: TimelineFilter): boolean => terms.length === 0 && least === 'info';
