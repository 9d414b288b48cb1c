// Which firing instances a graver one stands for: shown as such, and nobody is called for them. Nothing is hidden. Pure.
import type { Labels } from '#shared/model/series.ts';
import { severities, type Severity } from '#shared/model/triggers/trigger.ts';

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
 * An urgent instance inhibits graded ones below it that are of the same thing: each of these labels that the urgent one
 * has, the other has too, with the same value. One that has none of them is of no thing, and inhibits nothing.
 * @returns the name of the trigger that inhibits, by `trigger key`.
 */
export function inhibitions(firing: readonly Firing[]): Map<string, string> {
  const urgent = firing.filter(({ severity, labels }) => severity === 'urgent' && equalLabels.some((name) => name in labels)); // prettier-ignore
  const found = new Map<string, string>();
  for (const one of firing) {
    const over = urgent.find(
      (graver) =>
        severities.indexOf(one.severity) < severities.indexOf(graver.severity) &&
        equalLabels.every((name) => !(name in graver.labels) || graver.labels[name] === one.labels[name]),
    );
    if (over !== undefined) found.set(`${one.trigger} ${one.key}`, over.name);
  }
  return found;
}
