import { expect, test } from 'vitest';
import { criterion, standing, watchedSet } from './criteria.fixture.ts';
import {
  budgetText,
  evidenceWords,
  freshMs,
  headlineOf,
  linesOf,
  objectivesHeadline,
  valueWords,
} from './criteria-model.ts';
import { draftOf, readObjective } from './objective-draft.ts';

const now = 1_700_000_000_000;

test('the line over all is good news only where every criterion was looked at, lately, with the engine there', () => {
  const manual = criterion('m', { metric: { kind: 'manual' } });
  const passed = watchedSet([criterion('a')], { a: standing(now) });
  expect(headlineOf([passed], now, false)).toEqual({ words: '1 passed: every criterion was looked at', tone: 'pass' });
  expect(headlineOf([passed], now + freshMs + 1, false).tone).toBe('stale');
  expect(headlineOf([passed], now, true)).toEqual({ words: 'As last known: 1 passed', tone: 'stale' });
  expect(headlineOf([watchedSet([criterion('a'), manual], { a: standing(now) })], now, false)).toEqual({ words: '1 passed, 1 open', tone: 'plain' }); // prettier-ignore
  expect(headlineOf([passed, watchedSet([criterion('b')], {})], now, false)).toEqual({ words: '1 passed, 1 not looked at', tone: 'plain' }); // prettier-ignore
  expect(headlineOf([watchedSet([criterion('a')], { a: standing(now, { outcome: 'fail' }) })], now, false).tone).toBe('fail'); // prettier-ignore
  expect(headlineOf([], now, false)).toEqual({ words: 'nothing was looked at', tone: 'plain' });
});

test('a value is written with its interval, and evidence with what is needed while it is short', () => {
  const ratio = criterion('r', { metric: { kind: 'ratio', part: 'bad', query: 'a', total: 'b', minSamples: 1 } });
  const short = { value: 0.0005, interval: { lower: 0.0001, upper: null }, n: 1204, needed: 3838 };
  const [line] = linesOf(watchedSet([ratio], { r: standing(now, short) }));
  expect(line && [valueWords(line), evidenceWords(line)]).toEqual([{ value: '0.05 %', interval: '0.01 % to …' }, { seen: '1,204', needed: 'of 3,838 needed' }]); // prettier-ignore
  expect(evidenceWords({ watched: undefined })).toEqual({ seen: '–', needed: '' });
});

test('what is typed for an objective is an objective, or every fault stands at its field', () => {
  const draft = { name: 'api', title: 'API', target: '99.9', period: '30d', part: 'bad' as const, query: 'a[$window]', total: 'b[$window]' }; // prettier-ignore
  const { objective } = readObjective(draft);
  expect(objective).toMatchObject({ target: 0.999, periodMs: 30 * 86_400_000 });
  expect(draftOf(objective)).toEqual(draft);
  const wrong = readObjective({ ...draft, name: 'API', target: '100', period: 'soon', query: 'a', total: '' });
  expect(wrong.objective).toBeNull();
  expect(Object.keys(wrong.problems).toSorted()).toEqual(['name', 'period', 'query', 'target', 'total']);
});

test('objectives are good news only where no window burns and every budget is known and not overspent', () => {
  const at = (state: 'quiet' | 'firing', remaining: number | null) => ({ standing: { state, reason: '', windows: [], budget: { counts: null, remaining, observed: 1, words: '' }, judgedAtMs: now } }); // prettier-ignore
  expect(objectivesHeadline([at('quiet', 0.5)], false)).toEqual({ words: '1 below the limit', tone: 'pass' });
  expect(objectivesHeadline([at('quiet', -3)], false)).toEqual({
    words: '1 below the limit; 1 of them overspent',
    tone: 'fail',
  });
  expect(objectivesHeadline([at('quiet', null)], false).tone).toBe('plain');
  expect(objectivesHeadline([at('quiet', 0.5), { standing: null }], false)).toEqual({ words: '1 below the limit, 1 not looked at', tone: 'plain' }); // prettier-ignore
  expect(objectivesHeadline([at('firing', 0.5)], false).tone).toBe('fail');
  expect([budgetText(at('quiet', -3)), budgetText(at('quiet', 0.4999)), budgetText(at('quiet', null))]).toEqual(['300 % over', '49.9 %', 'not known']); // prettier-ignore
});
