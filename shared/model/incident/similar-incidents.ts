// Past incidents that may be like one: by what they have in common, named one by one. It says nothing of causes.
import { z } from 'zod';
import type { Incident } from './incident.ts';
import { linked, type LinkKind } from './incident-link.ts';

export const similarIncidentSchema = z.object({
  id: z.string(),
  number: z.int(),
  title: z.string(),
  class: z.string(),
  declaredAt: z.number(),
  status: z.string(),
  /** Why, in words; the more, the higher it stands. */
  reasons: z.array(z.string()),
  /** What was made of it so that it would not happen again; null while that is not known. */
  controls: z.array(z.string()).nullable(),
});
export type SimilarIncident = z.infer<typeof similarIncidentSchema>;

type Compared = Pick<Incident, 'id' | 'number' | 'title' | 'class' | 'declaredAt' | 'status' | 'links'>;

/** A class is a person's judgement and outweighs what may coincide; an object is shared by many incidents. */
const weights = { class: 4, trigger: 3, error: 3, object: 2 };
const shared: [LinkKind & keyof typeof weights, string][] = [
  ['trigger', 'the same trigger'],
  ['error', 'the same error'],
  ['object', 'the same object'],
];
export const similarShown = 10;

/** The most alike first, of equals the newest; cancelled and merged ones are none of their own. */
export function similarIncidents(
  incident: Compared,
  others: Iterable<Compared>,
  controlsOf: (id: string) => string[] | null,
): SimilarIncident[] {
  const found: (Omit<SimilarIncident, 'controls'> & { weight: number })[] = [];
  for (const other of others) {
    if (other.id === incident.id || other.status === 'cancelled' || other.status === 'merged') continue;
    const { weight, reasons } = alike(incident, other);
    const { id, number, title, declaredAt, status } = other;
    if (weight > 0) found.push({ id, number, title, class: other.class, declaredAt, status, reasons, weight });
  }
  found.sort((a, b) => b.weight - a.weight || b.declaredAt - a.declaredAt);
  return found.slice(0, similarShown).map(({ weight: _weight, ...one }) => ({ ...one, controls: controlsOf(one.id) }));
}

function alike(a: Compared, b: Compared): { weight: number; reasons: string[] } {
  let weight = 0;
  const reasons: string[] = [];
  if (a.class !== '' && a.class === b.class) {
    weight += weights.class;
    reasons.push(`the same class, ${a.class}`);
  }
  for (const [kind, words] of shared) {
    const theirs = new Set(linked(b.links, kind));
    for (const { target, title } of a.links.filter((link) => link.kind === kind && theirs.has(link.target))) {
      weight += weights[kind];
      reasons.push(`${words}, ${title || target}`);
    }
  }
  return { weight, reasons };
}
