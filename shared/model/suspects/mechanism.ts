// How readily a kind of change brings a kind of symptom about, as a plain table: what is known before anything of this
// incident is looked at. It is our own order of what is plausible, drawn from no data set, and weighs less than anything seen.
import type { ChangeKind, SymptomClass } from './suspect.ts';

type Row = Record<SymptomClass, number>;

const row = (errors: number, latency: number, availability: number, saturation: number, data: number, unknown: number): Row => ({ errors, latency, availability, saturation, data, unknown }); // prettier-ignore

const priors: Record<ChangeKind, Row> = {
  //            errors latency avail. satur. data  unknown
  image: row(0.9, 0.7, 0.8, 0.5, 0.7, 0.7),
  deploy: row(0.8, 0.7, 0.8, 0.4, 0.6, 0.7),
  config: row(0.9, 0.6, 0.9, 0.5, 0.6, 0.7),
  flag: row(0.8, 0.7, 0.5, 0.5, 0.7, 0.6),
  fault: row(1, 1, 1, 1, 1, 1),
  action: row(0.6, 0.5, 0.8, 0.4, 0.5, 0.5),
  scale: row(0.3, 0.8, 0.5, 0.9, 0.1, 0.4),
  restart: row(0.5, 0.5, 0.9, 0.3, 0.2, 0.5),
  environment: row(0.4, 0.1, 0.5, 0.1, 0.3, 0.3),
  rule: row(0.3, 0.3, 0.3, 0.3, 0.3, 0.3),
  plan: row(0.3, 0.2, 0.3, 0.1, 0.2, 0.2),
  dashboard: row(0, 0, 0, 0, 0, 0),
  console: row(0.1, 0.1, 0.2, 0.1, 0.1, 0.1),
};

export const mechanismPrior = (kind: ChangeKind, symptom: SymptomClass): number => priors[kind][symptom];

/** What only changes how it is looked at can make it seem so, not be so. */
export const changesTheLooking = (kind: ChangeKind): boolean => kind === 'rule' || kind === 'plan' || kind === 'dashboard' || kind === 'console'; // prettier-ignore

/** What is the console's own: what it looks at and how, what it reaches and draws. None of it changes a system. */
export const isBookkeeping = (kind: ChangeKind): boolean => changesTheLooking(kind) || kind === 'environment';

const signs: readonly (readonly [RegExp, SymptomClass])[] = [
  [/5xx|\b50\d\b|error|exception|fail(ed|ure|s)? (request|rate|ratio)/i, 'errors'],
  [/latency|slow|p9\d|duration|timeout|timed out/i, 'latency'],
  [/down|unhealthy|refused|unreachable|not ready|crash|restart|absent|no answer|oom/i, 'availability'],
  [/cpu|memory|disk|full|saturat|throttl|queue|backlog/i, 'saturation'],
  [/missing|gap|corrupt|stale|mismatch|lost/i, 'data'],
];

/** By the words of what shows it: the class that most of them name; `unknown` where none does. */
export function symptomClassOf(words: readonly string[]): SymptomClass {
  const counts = new Map<SymptomClass, number>();
  for (const one of words) {
    const found = signs.find(([pattern]) => pattern.test(one))?.[1];
    if (found !== undefined) counts.set(found, (counts.get(found) ?? 0) + 1);
  }
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 'unknown';
}
