// The digest of what an item means: a tick or a result given to one digest does not count for another.
import { createHash } from 'node:crypto';
import type { Json } from '#shared/model/facts.ts';
import type { PlanItem } from '#shared/model/plan.ts';

/** SHA-256, in hex, over all of the item but its words, its id and its place. */
export function itemDigest(item: Omit<PlanItem, 'digest'>): string {
  const meaning = {
    kind: item.kind,
    params: item.params,
    expectations: item.expectations.map(({ path, op, literal }) => ({ path, op, literal })),
    manual: item.manual ? { ...item.manual } : null,
    timeoutMs: item.timeoutMs,
    attempts: item.attempts,
    backoffMs: item.backoffMs,
  };
  return createHash('sha256').update(canonicalJson(meaning)).digest('hex');
}

/** JSON without blanks, the members of every map in the order of their names. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.keys(value)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`);
  return `{${members.join(',')}}`;
}
