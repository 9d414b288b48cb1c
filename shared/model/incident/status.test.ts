// Every pair of states, and the words of each refusal.
import { expect, test } from 'vitest';
import { incidentStatuses, isReopening, mergeRefusal, moveRefusal, nextStatuses } from './status.ts';

const because = 'because';

test('of all pairs of states only the named moves are possible', () => {
  const possible = incidentStatuses.flatMap((from) =>
    incidentStatuses.filter((to) => moveRefusal(from, { to, reason: because }) === null).map((to) => `${from} > ${to}`),
  );
  expect(possible).toEqual([
    'triage > active',
    'triage > cancelled',
    'active > mitigated',
    'active > resolved',
    'active > cancelled',
    'mitigated > active',
    'mitigated > resolved',
    'mitigated > cancelled',
    'resolved > active',
    'resolved > closed',
    'closed > active',
    'cancelled > triage',
  ]);
});

test('each refusal of a move names what is possible from there', () => {
  const silent = incidentStatuses.flatMap((from) =>
    incidentStatuses.filter((to) => {
      const refusal = moveRefusal(from, { to, reason: because });
      if (refusal === null || from === to) return false;
      const names = nextStatuses(from).length === 0 ? ['take it apart first'] : nextStatuses(from);
      return names.some((name) => !refusal.includes(name));
    }),
  );
  expect(silent).toEqual([]);
  expect(moveRefusal('triage', { to: 'resolved', reason: because })).toBe(
    'It cannot go from triage to resolved. From triage it can become active or cancelled.',
  );
});

test('to cancel and to open again a reason is wanted', () => {
  const wanted = incidentStatuses.flatMap((from) =>
    nextStatuses(from)
      .filter((to) => moveRefusal(from, { to, reason: ' ' }) !== null)
      .map((to) => `${from} > ${to}`),
  );
  expect(wanted).toEqual([
    'triage > cancelled',
    'active > cancelled',
    'mitigated > active',
    'mitigated > cancelled',
    'resolved > active',
    'closed > active',
    'cancelled > triage',
  ]);
  expect(isReopening('triage', 'active')).toBe(false);
});

test('what was not learnt keeps it from being closed, and only from that', () => {
  const reasons = ['an action has no owner', 'no control has its proof'];
  expect(moveRefusal('resolved', { to: 'closed', reason: '' }, reasons)).toBe('It cannot be closed yet: an action has no owner; no control has its proof.'); // prettier-ignore
  expect(moveRefusal('active', { to: 'resolved', reason: '' }, reasons)).toBeNull();
});

test('only what stands by itself is merged, and only into what does; what is not over is not put into what is closed', () => {
  const possible = incidentStatuses.flatMap((from) =>
    incidentStatuses.filter((into) => mergeRefusal(from, into) === null).map((into) => `${from} > ${into}`),
  );
  const from = ['triage', 'active', 'mitigated', 'resolved', 'cancelled'];
  const into = ['triage', 'active', 'mitigated', 'resolved', 'closed'];
  const hidden = ['triage > closed', 'active > closed', 'mitigated > closed'];
  expect(possible).toEqual(
    from.flatMap((one) => into.map((other) => `${one} > ${other}`)).filter((pair) => !hidden.includes(pair)),
  );
});
