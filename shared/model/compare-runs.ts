// What changed between two runs of a plan. Pure; it names changes and does not say which of them matter.
import type { Comparison, ItemChange } from './comparison.ts';
import type { Facts, Json } from './facts.ts';
import { equalJson, showJson } from './json-words.ts';
import { assertWhole, type ItemResult, type RunReport } from './run.ts';

/** Readings of a clock differ in every run and would make every item look changed. */
const clockReading = /(?:Ms|Seconds|At)$|^(?:date|time|timestamp)$/;
const factLimit = 50;

/**
 * Item by item in the order of the later run, then what only the earlier had. `broke` is from pass to fail or error,
 * `recovered` the way back; `changed` any other change of outcome, or of facts with the same outcome.
 * @throws OpsError `unavailable`: results of one are gone, and would be taken for items that it did not have
 */
export function compareRuns(before: RunReport, after: RunReport): Comparison {
  assertWhole(before);
  assertWhole(after);
  const earlier = new Map(before.results.map((result) => [keyOf(result), result]));
  const later = new Set(after.results.map(keyOf));
  const changes = after.results.map((result) => compareItem(earlier.get(keyOf(result)) ?? null, result));
  const gone = before.results.filter((result) => !later.has(keyOf(result)));
  return {
    before: before.run,
    after: after.run,
    changes: [...changes, ...gone.map((result) => compareItem(result, null))],
  };
}

/** Ids hold no blanks, so that this is one item's alone. */
function keyOf({ phaseId, itemId }: ItemResult): string {
  return `${phaseId} ${itemId}`;
}

function compareItem(before: ItemResult | null, after: ItemResult): ItemChange;
function compareItem(before: ItemResult, after: null): ItemChange;
function compareItem(before: ItemResult | null, after: ItemResult | null): ItemChange {
  const { phaseId, itemId, title } = (after ?? before) as ItemResult;
  const facts = before && after ? changedFacts(before.facts, after.facts) : [];
  const brief = (result: ItemResult | null): ItemChange['before'] =>
    result && { outcome: result.outcome, reason: result.reason };
  const change = changeOf(before, after, facts.length > 0);
  return { phaseId, itemId, title, change, before: brief(before), after: brief(after), facts };
}

function changeOf(before: ItemResult | null, after: ItemResult | null, factsDiffer: boolean): ItemChange['change'] {
  if (!before) return 'appeared';
  if (!after) return 'disappeared';
  const bad = ['fail', 'error'];
  if (before.outcome === 'pass' && bad.includes(after.outcome)) return 'broke';
  if (bad.includes(before.outcome) && after.outcome === 'pass') return 'recovered';
  return before.outcome !== after.outcome || factsDiffer ? 'changed' : 'same';
}

function changedFacts(before: Facts, after: Facts): ItemChange['facts'] {
  const found: ItemChange['facts'] = [];
  collect(found, '', before, after, 0);
  return found;
}

/** Maps are compared member by member, a few levels deep; lists and the rest as a whole. */
function collect(
  found: ItemChange['facts'],
  name: string,
  before: Json | undefined,
  after: Json | undefined,
  depth: number,
): void {
  // prettier-ignore
  if (found.length >= factLimit) return;
  if (isMap(before) && isMap(after) && depth < 8) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (clockReading.test(key)) continue;
      collect(found, name === '' ? key : `${name}.${key}`, own(before, key), own(after, key), depth + 1);
    }
    return;
  }
  if (before === after || (depth < 8 && equalJson(before, after))) return;
  const [shownBefore, shownAfter] = [shown(before), shown(after)];
  if (depth < 8 || shownBefore !== shownAfter) found.push({ name, before: shownBefore, after: shownAfter });
}

function isMap(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(map: Record<string, Json>, key: string): Json | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function shown(value: Json | undefined): string | null {
  return value === undefined ? null : showJson(value);
}
