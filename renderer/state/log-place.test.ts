// Whose log and how it is looked at, to the address and back.
import { expect, test } from 'vitest';
import type { LogTarget } from '#shared/model/log-lines.ts';
import { filterOf, lookOf, lookText, openingOf, plainLook, targetOf, targetText, type LogLook } from './log-place.ts';

test('a plain look leaves nothing in the address, and any look comes back as it was', () => {
  expect(lookText(plainLook)).toBe('');
  expect(lookOf('')).toEqual(plainLook);
  const look: LogLook = { search: 'a=b & c', regex: true, matchCase: true, only: false, levels: ['warn', 'error'], hidden: [0, 3], std: 'stderr', since: '5m', previous: true, times: false }; // prettier-ignore
  expect(lookOf(lookText(look))).toEqual(look);
  expect(lookOf('level=purple&hide=x,-1,2&since=never&std=stdin')).toEqual({ ...plainLook, hidden: [2] });
});

test.each<LogTarget>([
  { source: 'docker', project: 'shop:eu/1' },
  { source: 'docker', containerIds: ['a'.repeat(64), 'web-1'] },
  { source: 'kubernetes', kind: 'deployments', namespace: 'prod', name: 'api', container: null },
  { source: 'kubernetes', kind: 'pods', namespace: 'prod', name: 'api-1', container: 'sidecar' },
])('a target comes back as it was: %j', (target) => {
  expect(targetOf(targetText(target))).toEqual(target);
});

test('an address that names nothing opens nothing', () => {
  for (const text of [null, '', 'web', 'kubernetes:pods/x', 'kubernetes:secrets/a/b', 'project:'])
    expect(targetOf(text)).toBeNull();
});

test('without a wish only the last lines are read; with one, all since then', () => {
  const target: LogTarget = { source: 'docker', project: 'shop' };
  expect(openingOf(target, { ...plainLook, previous: true }, 1000)).toEqual({ target, sinceMs: null, tailLines: 2000, previous: false }); // prettier-ignore
  expect(openingOf(target, { ...plainLook, since: '1m' }, 100_000)).toMatchObject({ sinceMs: 40_000, tailLines: null });
  expect(filterOf(plainLook).search).toBeNull();
});
