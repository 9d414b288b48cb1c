// The filter over incidents: `is:open is:resolved sev:1 kind:drill class:attestor role:on-call`, and words of the title.
import type { IncidentSummary } from './incident.ts';
import { incidentName } from './incident.ts';
import { isOpen } from './status.ts';

type Test = (incident: IncidentSummary, value: string) => boolean;

const terms: Record<string, Test> = {
  is: ({ status, firedAgain }, value) =>
    value === 'open' ? isOpen(status) : value === 'again' ? firedAgain.length > 0 : status === value,
  sev: ({ severity }, value) => severity === (value === 'unknown' ? value : `sev${value.replace(/^sev/, '')}`),
  kind: ({ kind }, value) => kind === value.replace(/[ -]/, '_'),
  class: (incident, value) => incident.class === value || incident.class.startsWith(`${value}.`),
  ops: ({ opsSeverity }, value) => opsSeverity === value,
  commander: ({ commander }, value) => (commander ?? '').toLowerCase().includes(value),
};

/** Values of one term are alternatives, different terms and words must all hold. */
export function findIncidents(incidents: Iterable<IncidentSummary>, find: string): IncidentSummary[] {
  const asked = new Map<string, string[]>();
  const words: string[] = [];
  for (const part of find
    .toLowerCase()
    .split(/\s+/)
    .filter((text) => text !== '')) {
    const [, name = '', value = ''] = /^([a-z]+):(.+)$/.exec(part) ?? [];
    if (terms[name] === undefined) words.push(part);
    else asked.set(name, [...(asked.get(name) ?? []), value]);
  }
  const holds = (incident: IncidentSummary): boolean =>
    [...asked].every(([name, values]) => values.some((value) => terms[name]?.(incident, value) === true)) &&
    words.every((word) => `${incidentName(incident)} ${incident.title} ${incident.class}`.toLowerCase().includes(word)); // prettier-ignore
  return [...incidents].filter(holds).toSorted(openFirst);
}

/** What is open before what is not, the gravest of it first; then the newest. */
export function openFirst(a: IncidentSummary, b: IncidentSummary): number {
  const open = Number(isOpen(b.status)) - Number(isOpen(a.status));
  const graver = isOpen(a.status) && isOpen(b.status) ? grade(a) - grade(b) : 0;
  return open || graver || b.number - a.number;
}

/** Unknown severity is not a low one: it stands after sev2. */
const grade = ({ severity }: IncidentSummary): number => (severity === 'unknown' ? 2.5 : Number(severity.slice(3)));
