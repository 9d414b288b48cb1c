// The filter of the containers as typed: words, and `label:key=value`, `project:name`, `is:trouble`. Pure.
import type { ContainerRow } from '../../components/container-row.ts';

/** What `is:` takes, apart from Docker's own states. */
const conditions: Record<string, (row: ContainerRow) => boolean> = {
  trouble: (row) => row.troubles.length > 0,
  healthy: ({ container }) => container.health === 'healthy',
  unhealthy: ({ container }) => container.health === 'unhealthy',
  unchecked: ({ container }) => container.state === 'running' && container.health === 'none',
};

export type RowTest = (row: ContainerRow) => boolean;

/** Terms of the filter; quotes keep blanks together, also behind a colon. */
export const termsOf = (find: string): string[] =>
  (find.match(/(?:"[^"]*"?|[^\s"])+/g) ?? []).map((term) => term.replaceAll('"', '')).filter((term) => term !== '');

/** A term as it has to be written so that blanks in it stay together. */
export const writtenTerm = (term: string): string =>
  /\s/.test(term) ? term.replace(/^(\w+:)?(.*)$/s, (_, head: string = '', rest: string) => `${head}"${rest}"`) : term;

/** Every term must hold. An unknown word before a colon is looked for as it stands, as image names hold colons. */
export function testOf(find: string): RowTest {
  const tests = termsOf(find).map(testOfTerm);
  return (row) => tests.every((test) => test(row));
}

function testOfTerm(term: string): RowTest {
  const [, name = '', value = ''] = /^(label|project|is):(.+)$/s.exec(term) ?? [];
  if (name === 'label') return labelTest(value);
  if (name === 'project') return ({ container }) => container.project === value;
  if (name === 'is') return conditions[value] ?? (({ container }) => container.state === value);
  const word = term.toLowerCase();
  return (row) => row.hay.includes(word);
}

/** `key` for any value of it; a key may itself hold `=` only in its value, as Docker has it. */
function labelTest(wanted: string): RowTest {
  const at = wanted.indexOf('=');
  if (at < 0) return ({ container }) => Object.hasOwn(container.labels, wanted);
  const [key, value] = [wanted.slice(0, at), wanted.slice(at + 1)];
  return ({ container }) => Object.hasOwn(container.labels, key) && container.labels[key] === value;
}

/** The filter with the term in it, or without it where it was. */
export function toggledTerm(find: string, term: string): string {
  const terms = termsOf(find);
  const rest = terms.filter((one) => one !== term);
  return (rest.length < terms.length ? rest : [...terms, term]).map(writtenTerm).join(' ');
}

export const hasTerm = (find: string, term: string): boolean => termsOf(find).includes(term);
