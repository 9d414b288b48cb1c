// Facts as they go into the record: judged whole, kept within bounds. A body of a megabyte is judged, but not kept again
// with every run; the evidence has its beginning.
import type { Facts, Json } from '#shared/model/facts.ts';
import { valueAt } from '#shared/model/judge.ts';
import { redacted } from '../redact/redact.ts';

/** About how many characters of JSON the facts of one look may take; below it nothing is changed. */
export const factsLimitChars = 16_384;
const textLimitChars = 2048;

/**
 * The same facts, or a copy in which long texts are cut and large structures replaced by a sentence that says so. A text
 * that is kept whole as evidence is not kept twice.
 */
export function keptFacts(facts: Facts, evidence: string | null): Facts {
  const { body, ...others } = facts;
  const once = evidence !== null && body === evidence && evidence.length <= textLimitChars ? others : facts;
  if (roughChars(once, factsLimitChars) <= factsLimitChars) return once;
  return Object.fromEntries(Object.entries(once).map(([name, value]) => [name, keptValue(value)]));
}

const cut = /… \(cut; \d+ characters were seen\)$/;
const notKept = /^\(not kept: \d+ characters of JSON were seen\)$/;

/** The facts of a record as they were judged, as far as they are there: a body that is kept as evidence is one of them again. */
export function recordedFacts(facts: Facts, evidence: string | null): Facts {
  return evidence === null || 'body' in facts ? facts : { ...facts, body: evidence };
}

/** Whether what an expectation looks at was cut, left out or redacted before it was kept, so that nothing can be judged by it. */
export function wasLost(facts: Facts, path: readonly (string | number)[]): boolean {
  const [name = ''] = path;
  const whole = facts[name];
  if (typeof whole === 'string' && (cut.test(whole) || notKept.test(whole))) return true;
  const seen = valueAt(facts, path);
  return seen !== undefined && JSON.stringify(seen).includes(redacted);
}

/** Deeper facts than any text that is read as JSON gives; a structure that holds itself is deeper than this too. */
const deepest = 400;

/** What of these facts JSON has no word for, and so no record could hold; null where there is nothing of the kind. */
export function beyondJson(facts: Facts): string | null {
  for (const name of Object.keys(facts)) {
    const found = foreignIn(facts[name], 0);
    if (found !== null) return `the fact "${name}" holds ${found}`;
  }
  return null;
}

/** Probes are typed to give JSON; what libraries gave them is not always what its types say. */
function foreignIn(value: unknown, depth: number): string | null {
  if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  if (typeof value !== 'object' || value === null) return null;
  if (depth > deepest) return `itself, or more than ${deepest} levels`;
  for (const key of Object.keys(value)) {
    const found = foreignIn((value as Record<string, unknown>)[key], depth + 1);
    if (found !== null) return found;
  }
  return null;
}

/** Counts until it is over the limit; much cheaper than writing the JSON to measure it. */
function roughChars(value: Json, limit: number): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 8;
  let chars = 2;
  for (const key of Object.keys(value)) {
    chars += key.length + 4 + roughChars((value as Record<string, Json>)[key] as Json, limit - chars);
    if (chars > limit) break;
  }
  return chars;
}

function keptValue(value: Json): Json {
  if (typeof value === 'string') {
    return value.length <= textLimitChars
      ? value
      : `${value.slice(0, textLimitChars)}… (cut; ${value.length} characters were seen)`;
  }
  if (value === null || typeof value !== 'object') return value;
  const length = JSON.stringify(value).length;
  return length <= textLimitChars ? value : `(not kept: ${length} characters of JSON were seen)`;
}
