import { expect, test } from 'vitest';
import { toldIncident } from '#shared/model/incident/incident.fixture.ts';
import { putIncident } from '../store/incident-rows.ts';
import { testStore } from '../store/store.fixture.ts';
import { bundledIncident } from './bundled-incident.ts';

test('the time of an incident goes from the first to the last of all that is part of it', () => {
  const { read, write } = testStore();
  const [by, reason] = ['On-call', ''];
  const early = toldIncident(2, 500, { impactStart: { atMs: 100, confidence: 'likely', evidence: [] } });
  early.tell('incident.moved', 900, { by, from: 'triage', to: 'active', reason, occurredAt: 900 });
  early.tell('incident.moved', 5000, { by, from: 'active', to: 'resolved', reason, occurredAt: 5000 });
  early.tell('incident.merged', 6000, { by, into: 'incident-1', intoNumber: 1, number: 2, reason });
  const one = toldIncident(1, 1000).tell('incident.moved', 2000, { by, from: 'triage', to: 'active', reason, occurredAt: 2000 }); // prettier-ignore
  one.tell('incident.moved', 3000, { by, from: 'active', to: 'resolved', reason, occurredAt: 3000 });
  putIncident(write, one.incident());
  expect(bundledIncident(read, 'INC-1', 9000)).toMatchObject({ fromMs: 1000, toMs: 3000 });
  putIncident(write, early.incident());
  expect(bundledIncident(read, 'INC-1', 9000)).toMatchObject({ incident: { id: 'incident-1' }, fromMs: 100, toMs: 5000 }); // prettier-ignore
});
