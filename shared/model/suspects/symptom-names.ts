// What shows the symptom, by name: subjects and labels of what turned, and what the incident is linked with. Pure.
import type { Json } from '../facts.ts';
import type { Incident } from '../incident/incident.ts';
import { wordsOfEvent } from '../timeline/event-words.ts';
import type { ChangeEvent } from './change-of-event.ts';

const mostNames = 40;
/** Labels that say how bad, not what. */
const saysNothing = new Set(['severity', 'alertname', '__name__', 'le', 'quantile', 'code', 'status']);

export function symptomNames(bad: readonly ChangeEvent[], { links, title }: Pick<Incident, 'links' | 'title'>): { names: string[]; words: string[] } {
  const names = new Set<string>();
  const words = new Set<string>();
  const put = (name: unknown): void => {
    if (typeof name === 'string' && name !== '' && names.size < mostNames) names.add(name);
  };
  for (const event of bad) {
    const data = Object(event.data) as Record<string, Json | undefined>;
    put(event.subject);
    put(data['component']);
    put(data['name']);
    put(data['title']);
    for (const [label, value] of Object.entries(Object(data['labels']) as Record<string, Json>)) if (!saysNothing.has(label)) put(value);
    if (words.size < mostNames) words.add(`${wordsOfEvent(event).title} ${wordsOfEvent(event).detail}`);
  }
  for (const { kind, target, title: linked } of links) if (kind === 'object' || kind === 'trigger') put(kind === 'object' ? (target.split('/').at(-1) ?? target) : linked);
  put(title);
  return { names: [...names], words: [...words] };
} // prettier-ignore
