import { expect, test } from 'vitest';
import { findIncidents } from './find-incidents.ts';
import { toldIncident } from './incident.fixture.ts';
import { linkRefusal } from './incident-link.ts';
import { summaryOf } from './incident.ts';
import { similarIncidents } from './similar-incidents.ts';

const by = 'On-call';
const link = { kind: 'trigger' as const, target: 't1', title: 'Down' };
const open = toldIncident(1, 1000, { title: 'Attestor slow', severity: 'sev3', class: 'attestor.health', commander: 'Lead', links: [link] }); // prettier-ignore
const grave = toldIncident(2, 2000, { title: 'Queue grows', severity: 'sev1', kind: 'drill', class: 'queue' });
const unknown = toldIncident(3, 3000, { title: 'Something', severity: 'unknown', class: 'attestor', links: [link] });
const over = toldIncident(4, 4000, { title: 'Attestor down', class: 'attestor.health' }).tell('incident.moved', 5000, { by, from: 'triage', to: 'cancelled', reason: 'no', occurredAt: 5000 }); // prettier-ignore
const all = [open, grave, unknown, over].map((told) => summaryOf(told.incident(), []));
const found = (find: string): number[] => findIncidents(all, find).map(({ number }) => number);

test('what is open stands first and the gravest of it, an unknown severity not last; then the newest', () => {
  expect(found('')).toEqual([2, 3, 1, 4]);
});

test('terms of one name are alternatives, different ones and words must all hold', () => {
  expect(found('is:open attestor')).toEqual([3, 1]);
  expect(found('sev:1 sev:unknown')).toEqual([2, 3]);
  expect(found('class:attestor')).toEqual([3, 1, 4]);
  expect(found('class:attestor.health is:cancelled')).toEqual([4]);
  expect(found('kind:drill')).toEqual([2]);
  expect(found('commander:lead inc-1')).toEqual([1]);
  expect(found('colour:red')).toEqual([]);
});

test('incidents alike share a class, a trigger, an error or an object, each named; cancelled ones are none', () => {
  const others = [open, grave, over].map((told) => told.incident());
  expect(similarIncidents(unknown.incident(), others, () => null)).toMatchObject([{ number: 1, reasons: ['the same trigger, Down'], controls: null }]); // prettier-ignore
});

test('an address of the web is https, whole, and without a password', () => {
  const refusal = (target: string): string | null => linkRefusal({ kind: 'url', target, title: '' });
  expect(refusal('https://status.example.com/i/1?a=b#c')).toBeNull();
  const refused: [string, string][] = [
    ['http://example.com', 'not http://'],
    ['javascript:alert(1)', 'This is no address'],
    ['https:example.com', 'This is no address'],
    ['https://a:b@example.com', 'a name or a password'],
    ['https://exa mple.com/', 'This is no address'],
    ['https://example.com/a b', 'This is no address'],
  ];
  for (const [target, words] of refused) expect(refusal(target)).toContain(words);
  expect(linkRefusal({ kind: 'trigger', target: 'javascript:1', title: '' })).toBeNull();
});
