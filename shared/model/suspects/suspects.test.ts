// Ranking changes before an incident: each factor by itself, and an order that a person would follow.
import { describe, expect, test } from 'vitest';
import type { Json } from '../facts.ts';
import { blindSpots } from './blind-spots.ts';
import { changeOfEvent, type Change, type ChangeEvent } from './change-of-event.ts';
import { fisherExact, oddsRatio } from './fisher.ts';
import { symptomClassOf } from './mechanism.ts';
import { onsetOf } from './onset.ts';
import { rankSuspects, surprisePoints, type RankOptions } from './rank.ts';
import { sameChanges } from './same-changes.ts';
import { scopeOverlap } from './scope.ts';
import { splitOf } from './split-of.ts';

const minute = 60_000;
const onsetAt = 100 * minute;
let number = 0;
const event = (type: string, time: number, subject: string, data: Record<string, Json>, source = 'engine'): ChangeEvent => ({ sequence: ++number, type, source, subject, time, recordedTime: time, data }); // prettier-ignore
const created = (time: number, name: string, image = `shop/${name}:1.5`): ChangeEvent => event('docker.changed', time, name, { id: `${name}-id`, name, action: 'create', image }); // prettier-ignore
const looked = (time: number, outcome: 'pass' | 'fail', subject = 'phase/attestor'): ChangeEvent => event('item.judged', time, subject, { outcome, title: 'attestor answers' }); // prettier-ignore
const changeOf = (one: ChangeEvent): Change => {
  const found = changeOfEvent(one);
  if (found === null) throw new Error('no change');
  return found;
};
const options = (changes: ChangeEvent[], more: Partial<RankOptions> = {}): RankOptions => ({
  changes: changes.map(changeOf),
  onset: { fromMs: onsetAt - minute, toMs: onsetAt, words: '' },
  symptom: { class: 'errors', names: ['attestor', 'phase/attestor'] },
  clockErrorMs: 5_000,
  rates: new Map([['image', 4], ['restart', 400]]),
  ratesOverMs: 14 * 24 * 60 * minute,
  splits: new Map(),
  firstSeenWith: new Set(),
  said: new Map(),
  ...more,
}); // prettier-ignore

describe('Fisher exact', () => {
  test('agrees with published tables and is 1 where a side is empty', () => {
    // R: fisher.test(matrix(c(3,1,1,3),2)), the lady who tastes tea, and two with lopsided sides.
    expect(fisherExact({ badWith: 3, goodWith: 1, badWithout: 1, goodWithout: 3 })).toBeCloseTo(0.4857, 4);
    expect(fisherExact({ badWith: 8, goodWith: 2, badWithout: 1, goodWithout: 5 })).toBeCloseTo(0.03497, 4);
    expect(fisherExact({ badWith: 5, goodWith: 0, badWithout: 0, goodWithout: 40 })).toBeCloseTo(8.185e-7, 9);
    expect(fisherExact({ badWith: 0, goodWith: 0, badWithout: 3, goodWithout: 9 })).toBe(1);
    expect(fisherExact({ badWith: 1, goodWith: 9, badWithout: 3, goodWithout: 27 })).toBeCloseTo(1, 6);
    expect(oddsRatio({ badWith: 5, goodWith: 0, badWithout: 0, goodWithout: 40 })).toBeGreaterThan(100);
  });
});

describe('factors', () => {
  test('a change two minutes before says much where such changes are rare, and little where they come every five', () => {
    const rare = surprisePoints(4 / (14 * 1440 * minute), 2 * minute);
    const usual = surprisePoints(1 / (5 * minute), 2 * minute);
    expect(rare).toBeCloseTo(-Math.log10(1 - Math.exp(-8 / (14 * 1440))), 10);
    expect([rare > 3, usual < 0.5]).toEqual([true, true]);
    expect(surprisePoints(0, minute)).toBe(5);
  });

  test('scope is the same name without the number of an instance, or words that names share, but not words that say nothing', () => {
    expect(scopeOverlap(['attestor-api-1'], ['attestor-api']).share).toBe(1);
    expect(scopeOverlap(['shop/web-6c9f7b8d5-zz81m'], ['shop/web']).share).toBe(1);
    const near = scopeOverlap(['attestor-api-1'], ['Attestor answers 5xx']).share;
    expect([near > 0.3, near < 1]).toEqual([true, true]);
    expect(scopeOverlap(['checkout-api'], ['attestor-api smoke health']).share).toBe(0);
  });

  test('the class of a symptom is the one that most of its words name', () => {
    expect(symptomClassOf(['Attestor answers 5xx', 'ratio of errors is 0.3', 'p99 is slow'])).toBe('errors');
    expect(symptomClassOf(['the thing is odd'])).toBe('unknown');
  });

  test('looks before and after a change count only at what it touched, and only where both sides have some', () => {
    const change = changeOf(created(50, 'attestor'));
    const looks = [...[10, 20, 30].map((at) => looked(at, 'pass')), ...[60, 70, 80].map((at) => looked(at, 'fail')), looked(65, 'fail', 'phase/mailer')]; // prettier-ignore
    const onset = { fromMs: 55, toMs: 60, words: '' };
    const mailer = { ...looks[6], data: { outcome: 'fail', title: 'mailer answers' } } as ChangeEvent;
    expect(splitOf(change, [...looks.slice(0, 6), mailer], onset)?.[1].split).toEqual({ badWith: 3, goodWith: 0, badWithout: 0, goodWithout: 3 }); // prettier-ignore
    expect(splitOf(change, looks.slice(1, 6), onset)).toBeNull();
  });
});

describe('onset', () => {
  const trigger = (type: string, at: number) => event(type, at, 'Errors', { key: 't' });

  test('is the first turn of the run before it was noticed, after the last look that passed; not when the alert fired', () => {
    const events = [looked(20 * minute, 'fail'), looked(40 * minute, 'pass'), looked(59 * minute, 'pass'), looked(60 * minute, 'fail'), trigger('trigger.pending', 61 * minute), trigger('trigger.firing', 66 * minute)]; // prettier-ignore
    const onset = onsetOf({ events, fromMs: 0, noticedMs: 66 * minute, said: null });
    expect([onset.fromMs, onset.toMs]).toEqual([59 * minute, 60 * minute]);
  });

  test('is what a person said where nothing turned, and says so', () => {
    const onset = onsetOf({ events: [looked(minute, 'pass')], fromMs: 0, noticedMs: 50 * minute, said: { atMs: 45 * minute, certain: false } }); // prettier-ignore
    expect([onset.toMs, onset.words]).toEqual([45 * minute, expect.stringContaining('a person said')]);
  });
});

describe('ranking', () => {
  test('the rare change of the thing itself outranks a closer one of something else, with every factor shown', () => {
    const image = created(onsetAt - 2 * minute, 'attestor');
    const restart = event('docker.changed', onsetAt - minute / 2, 'mailer', { id: 'm', name: 'mailer', action: 'start' }); // prettier-ignore
    const { suspects } = rankSuspects(options([restart, image]));
    expect(suspects.map(({ change }) => change)).toEqual([image.sequence, restart.sequence]);
    expect(suspects[0]?.factors.map(({ name }) => name)).toEqual(['surprise', 'scope', 'mechanism']);
    expect(suspects[0]?.score).toBeCloseTo(suspects[0]?.factors.reduce((sum, { points }) => sum + points, 0) ?? 0, 10);
    expect(suspects[0]?.check).toMatchObject({ at: 'container_log', key: 'attestor-id' });
    expect(suspects.map(({ status, said }) => [status, said])).toEqual([['suspect', null], [expect.not.stringMatching('match'), null]]); // prettier-ignore
  });

  test('a change made to a system stands before bookkeeping of the console, however rare and close that is', () => {
    const fault = event('demo.changed', onsetAt - 30 * minute, 'demo', { faults: ['latency'] });
    const plan = event('plan.loaded', onsetAt - 1_000, 'attestor', { origin: 'file' });
    const secret = event('secret.stored', onsetAt - 2_000, 'attestor', {});
    const { suspects } = rankSuspects(options([plan, secret, fault]));
    expect(suspects.map(({ change }) => change).toSorted((a, b) => a - b)).toEqual(
      [fault, plan, secret].map(({ sequence }) => sequence),
    );
    expect(suspects[0]?.change).toBe(fault.sequence);
    for (const own of suspects.slice(1)) {
      expect(own.score).toBeGreaterThan(suspects[0]?.score ?? 0);
      expect(own.factors[2]?.words).toContain('so it stands behind changes made to a system');
    }
  });

  test('an edited trigger that is worth a look is shown, however many changes of systems there are', () => {
    const restarts = Array.from({ length: 8 }, (_, at) => event('docker.changed', onsetAt - (at + 1) * minute, `other${at}`, { id: `${at}`, name: `other${at}`, action: 'start' })); // prettier-ignore
    const edited = event('trigger.edited', onsetAt - minute, 'attestor', { key: 't', words: 'edited' });
    const { suspects, others } = rankSuspects(options([...restarts, edited]));
    expect([suspects.length, others]).toEqual([6, 3]);
    expect(suspects.at(-1)?.change).toBe(edited.sequence);
  });

  test('what came after it began is left out with that reason, within the error of clocks it stays', () => {
    const late = created(onsetAt + 6_000, 'attestor');
    const near = created(onsetAt + 4_000, 'attestor');
    const drawn = event('dashboard.imported', onsetAt - minute, 'Hosts', {});
    const { suspects, dropped } = rankSuspects(options([late, near, drawn]));
    expect(suspects.map(({ change }) => change)).toEqual([near.sequence]);
    expect(dropped.map(({ change, reason }) => [change, reason])).toEqual([
      [late.sequence, 'it came 6 s after it had begun'],
      [drawn.sequence, 'it changes only what is drawn'],
    ]);
  });

  test('direct evidence adds: an error first seen with the new version, and looks that fail since', () => {
    const image = created(onsetAt - 2 * minute, 'attestor');
    const plain = rankSuspects(options([image])).suspects[0]?.score ?? 0;
    const split = { badWith: 5, goodWith: 0, badWithout: 0, goodWithout: 40 };
    const told = rankSuspects(options([image], { firstSeenWith: new Set(['1.5']), splits: new Map([[image.sequence, { split, words: 'looks' }]]) })).suspects[0]; // prettier-ignore
    expect(told?.factors.filter(({ name }) => name === 'evidence')).toHaveLength(2);
    expect((told?.score ?? 0) - plain).toBeGreaterThan(3);
    const against = rankSuspects(options([image], { splits: new Map([[image.sequence, { split: { badWith: 0, goodWith: 40, badWithout: 5, goodWithout: 1 }, words: 'looks' }]]) })).suspects[0]; // prettier-ignore
    expect(against?.score).toBeCloseTo(plain, 10);
  });

  test('at most five are shown, and one of which a person spoke always; only that makes it a match', () => {
    const many = Array.from({ length: 8 }, (_, at) => created(onsetAt - (at + 1) * minute, `other${at}`));
    const last = many.at(-1)?.sequence ?? 0;
    const said = new Map([
      [last, { status: 'match' as const, by: 'On-call', at: 1, reason: 'undone, and it was well' }],
    ]);
    const { suspects, others } = rankSuspects(options(many, { said }));
    expect([suspects.length, others]).toEqual([6, 2]);
    expect(suspects.filter(({ status }) => status === 'match').map(({ change, said: word }) => [change, word?.by])).toEqual([[last, 'On-call']]); // prettier-ignore
  });

  test('one change that is told twice is listed once', () => {
    const twice = [created(50, 'attestor'), event('docker.changed', 60, 'attestor', { id: 'x', name: 'attestor', action: 'start' })].map(changeOf); // prettier-ignore
    const { first, same } = sameChanges(twice);
    expect([first.map(({ kind }) => kind), same[0]?.reason]).toEqual([['image'], expect.stringContaining('the same as')]); // prettier-ignore
  });
});

test('blind spots name what was not watched, for how long, and that the rest is never all', () => {
  const span = { fromMs: 0, toMs: 60 * minute };
  const row = (name: string, fromMs: number, toMs: number) => ({ name, knownFromMs: 0, observed: [{ fromMs, toMs }] });
  const spots = blindSpots([row('docker', 0, 50 * minute), row('console', 0, 60 * minute), row('prometheus', 0, 0)], span, false); // prettier-ignore
  expect(spots).toEqual([
    'Docker was not watched for 10 min of the 1 h before, up to the moment it was seen.',
    'Kubernetes was never watched: changes there are not known.',
    'Prometheus was not watched at any time of the 1 h before.',
    expect.stringContaining('no watched source'),
  ]);
});
