import { expect, test } from 'vitest';
import { diagnosisTimer, milestoneRefusal, milestoneTimes, type Mark, type MilestoneType } from './milestone.ts';

const minute = 60_000;
const marks = (...all: [MilestoneType, number][]): Mark[] => all.map(([type, at]) => ({ type, occurredAt: at * minute })); // prettier-ignore

test('a moment that would turn the order round is refused, whichever of the two comes second', () => {
  const now = 100 * minute;
  const started = marks(['impact_started', 10]);
  expect(milestoneRefusal(started, { type: 'mitigated', occurredAt: 10 * minute }, now)).toBeNull();
  expect(milestoneRefusal(started, { type: 'mitigated', occurredAt: 9 * minute }, now)).toBe('Mitigated: “Mitigated” cannot be before “Impact started” (1970-01-01T00:10:00.000Z).'); // prettier-ignore
  expect(milestoneRefusal(marks(['resolved', 20]), { type: 'impact_started', occurredAt: 21 * minute }, now)).toContain('“Resolved” cannot be before “Impact started”'); // prettier-ignore
  expect(milestoneRefusal([], { type: 'detected', occurredAt: now + 61_000 }, now)).toContain('still to come');
  const replaced = started.map((mark) => ({ ...mark, replaced: true }));
  expect(milestoneRefusal(replaced, { type: 'mitigated', occurredAt: 9 * minute }, now)).toBeNull();
});

test('times are made of recorded moments alone', () => {
  const all = marks(['impact_started', 0], ['detected', 4], ['declared', 6], ['acknowledged', 7], ['diagnosed', 18], ['mitigated', 30]); // prettier-ignore
  expect(milestoneTimes(all)).toEqual({
    toDetect: 4 * minute,
    toAcknowledge: 3 * minute,
    toDiagnose: 14 * minute,
    toMitigate: 30 * minute,
    toResolve: null,
  });
  expect(milestoneTimes(marks(['declared', 6], ['resolved', 10]))).toMatchObject({ toDetect: null, toResolve: 4 * minute }); // prettier-ignore
});

test('an incident meets the target of fifteen minutes or misses it, and nobody knows where no diagnosis was recorded', () => {
  const at = (minutes: number, status: 'active' | 'resolved', ...more: [MilestoneType, number][]) =>
    diagnosisTimer({ milestones: marks(['detected', 0], ...more), status }, minutes * minute);
  expect(at(15, 'active')).toEqual({ state: 'running', ms: 15 * minute, leftMs: 0 });
  expect(at(15.1, 'active')).toEqual({ state: 'over', ms: 15.1 * minute });
  expect(at(99, 'active', ['diagnosed', 15])).toEqual({ state: 'met', ms: 15 * minute });
  expect(at(99, 'resolved', ['diagnosed', 15.1])).toEqual({ state: 'missed', ms: 15.1 * minute });
  expect(at(99, 'resolved')).toEqual({ state: 'unknown' });
});
