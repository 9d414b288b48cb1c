// A filter as typed: words, and terms such as `label:key=value`, `is:trouble`. What the names before the colon mean is
// the table's; this reads, writes and toggles terms. Pure.

export type Test<R> = (row: R) => boolean;

/** What the words and names of a filter are looked for in. */
export interface FilterWords<R> {
  /** Whether it says the word anywhere. */
  says: (row: R, word: RegExp) => boolean;
  labels: (row: R) => Record<string, string>;
  /** The test of `name:value`, by the name. */
  named: Record<string, (value: string) => Test<R>>;
}

/** Terms of the filter; quotes keep blanks together, also behind a colon. */
export const termsOf = (find: string): string[] =>
  (find.match(/(?:"[^"]*"?|[^\s"])+/g) ?? []).map((term) => term.replaceAll('"', '')).filter((term) => term !== '');

/** A term as it has to be written so that blanks in it stay together. */
export const writtenTerm = (term: string): string =>
  /\s/.test(term) ? term.replace(/^(\w+:)?(.*)$/s, (_, head: string = '', rest: string) => `${head}"${rest}"`) : term;

/** Every term must hold. An unknown word before a colon is looked for as it stands, as image names hold colons. */
export function testOf<R>(find: string, words: FilterWords<R>): Test<R> {
  const tests = termsOf(find).map((term) => testOfTerm(term, words));
  return (row) => tests.every((test) => test(row));
}

function testOfTerm<R>(term: string, { says, labels, named }: FilterWords<R>): Test<R> {
  const [, name = '', value = ''] = /^(\w+):(.+)$/s.exec(term) ?? [];
  if (name === 'label') return labelTest(value, labels);
  if (Object.hasOwn(named, name)) return named[name]?.(value) ?? (() => true);
  const word = new RegExp(term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
  return (row) => says(row, word);
}

/** `key` for any value of it; a key may itself hold `=` only in its value. */
function labelTest<R>(wanted: string, labels: (row: R) => Record<string, string>): Test<R> {
  const at = wanted.indexOf('=');
  if (at < 0) return (row) => Object.hasOwn(labels(row), wanted);
  const [key, value] = [wanted.slice(0, at), wanted.slice(at + 1)];
  return (row) => Object.hasOwn(labels(row), key) && labels(row)[key] === value;
}

/** The filter with the term in it, or without it where it was. */
export function toggledTerm(find: string, term: string): string {
  const terms = termsOf(find);
  const rest = terms.filter((one) => one !== term);
  return (rest.length < terms.length ? rest : [...terms, term]).map(writtenTerm).join(' ');
}

export const hasTerm = (find: string, term: string): boolean => termsOf(find).includes(term);
