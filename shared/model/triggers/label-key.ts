// One text for a label set, whatever the order of its labels: two sets are the same exactly where their texts are.
import type { Labels } from '../series.ts';

/** `{job="api",path="/a"}`, names in order of their code units; values are escaped as JSON escapes them. */
export function labelKey(labels: Labels): string {
  const names = Object.keys(labels).toSorted();
  return `{${names.map((name) => `${name}=${JSON.stringify(labels[name])}`).join(',')}}`;
}
