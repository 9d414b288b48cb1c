import { expect, test } from 'vitest';
import { toldDetail, toldIncident } from '#shared/model/incident/incident.fixture.ts';
import { summaryOf } from '#shared/model/incident/incident.ts';
import { listLines, showLines } from './incident.ts';
import { readCommandLine } from './command-line.ts';

const at = Date.UTC(2026, 10, 3, 14);
const minute = 60_000;

test('incidents are listed one a line, with the timer against the target', () => {
  const open = toldIncident(2, at, { title: 'Attestations fail', kind: 'drill' }).incident();
  const again = [{ trigger: 't', name: 'Down', atMs: at, sequence: 1 }];
  expect(listLines([summaryOf(open, again)], at + 20 * minute)).toEqual([
    'INC-2   triage     sev2     for 20 min, late      drill: Attestations fail  (fired again after it was resolved)',
  ]);
  expect(listLines([], at)).toEqual(['no incident was ever declared']);
});

test('one is shown whole: moments, roles and every change, in UTC', () => {
  const told = toldIncident(2, at, { title: 'Attestations fail', class: 'attestor.health', impactStart: { atMs: at - 5 * minute, confidence: 'likely', evidence: [] } }, 'On-call') // prettier-ignore
    .tell('incident.reached', at + 9 * minute, { by: 'Lead', milestone: 'diagnosed', occurredAt: at + 9 * minute, confidence: 'certain', evidence: [], note: '' }); // prettier-ignore
  const lines = showLines(toldDetail(told), at + 20 * minute);
  expect(lines.slice(0, 3)).toEqual([
    'INC-2 Attestations fail',
    'triage, sev2, urgent, real, class attestor.health',
    'diagnosis: in 9 min; the target is 15 min',
  ]);
  expect(lines).toContain('  2026-11-03T13:55:00Z  Impact started (likely)');
  expect(lines).toContain('  Reporter: On-call');
  expect(lines.at(-1)).toBe('  2026-11-03T14:09:00Z  Lead: Diagnosed');
});

test('the list needs no incident, and nothing takes two', () => {
  expect(readCommandLine(['incident', 'list'])).toMatchObject({ kind: 'command', line: { operands: ['list'] } });
  expect(() => readCommandLine(['incident'])).toThrow('incident needs HOW');
  expect(() => readCommandLine(['incident', 'show', 'INC-1', 'INC-2'])).toThrow('only HOW [ID]');
});
