// Facts as they go into the record: judged whole, kept within bounds. A body of a megabyte is judged, but not kept again
// with every run; the evidence has its beginning.
import type { Facts, Json } from '#shared/model/facts.ts';

/** All facts of one look, as JSON text; below it nothing is changed. */
export const factsLimitChars = 16_384;
const textLimitChars = 2048;

/** The same facts, or a copy in which long texts are cut and large structures replaced by a sentence that says so. */
export function keptFacts(facts: Facts): Facts {
  if (JSON.stringify(facts).length <= factsLimitChars) return facts;
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, keptValue(value)]));
}

function keptValue(value: Json): Json {
  if (typeof value === 'string') {
    return value.length <= textLimitChars ? value : `${value.slice(0, textLimitChars)}… (cut; ${value.length} characters were seen)`;
  }
  if (value === null || typeof value !== 'object') return value;
  const length = JSON.stringify(value).length;
  return length <= textLimitChars ? value : `(not kept: ${length} characters of JSON were seen)`;
}
