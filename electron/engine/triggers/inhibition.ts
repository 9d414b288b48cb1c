// Which firing instances a graver one stands for: shown as such, and nobody is called for them. Nothing is hidden. Pure.
import type { Labels } from '#shared/model/series.ts';
import type { Severity } from '#shared/model/triggers/trigger.ts';

export interface Firing {
  /** Of the trigger and of its instance. */
  trigger: string;
  key: string;
  name: string;
  severity: Severity;
  labels: Labels;
}

/** What tells one thing from another. */
const equalLabels = ['cluster', 'namespace', 'job', 'instance', 'deployment', 'pod', 'container'] as const;

/**
 * An urgent instance inhibits those below it that are of the same thing: each of these labels that the urgent one has, the
 * other has too, with the same value. One that has none of them is of no thing, and inhibits nothing. Takes as long as
 * there are firing instances, however many of them are urgent.
 * @returns the name of the trigger that inhibits, by `trigger key`.
 */
export function inhibitions(firing: readonly Firing[]): Map<string, string> {
  /** By the labels that it has, then by their values. */
  const urgent = new Map<string, { names: readonly string[]; things: Map<string, string> }>();
  for (const { severity, labels, name } of firing) {
    const names = equalLabels.filter((label) => label in labels);
    if (severity !== 'urgent' || names.length === 0) continue;
    const shape = names.join();
    const known = urgent.get(shape) ?? { names, things: new Map<string, string>() };
    urgent.set(shape, known);
    known.things.set(thingOf(names, labels), name);
  }
  const found = new Map<string, string>();
  for (const { severity, labels, trigger, key } of firing) {
    if (severity === 'urgent') continue;
    for (const { names, things } of urgent.values()) {
      const over = things.get(thingOf(names, labels));
      if (over !== undefined) found.set(`${trigger} ${key}`, over);
    }
  }
  return found;
}

function thingOf(names: readonly string[], labels: Labels): string {
  return JSON.stringify(names.map((name) => labels[name] ?? null));
}
