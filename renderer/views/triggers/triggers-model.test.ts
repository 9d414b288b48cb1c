import { describe, expect, test } from 'vitest';
import type { Trigger, TriggerCondition } from '#shared/model/triggers/trigger.ts';
import { conditionText, previewSentence, valueWords, watchedWords } from './condition-words.ts';
import { callingTriggers, firingCounts, triggerGroups, triggersHeadline } from './triggers-model.ts';
import { instance, watched } from './triggers.fixture.ts';

const now = 1_000_000;
const quiet = (name: string, lastEvaluatedAtMs = now - 10_000) => watched(name, {}, { lastEvaluatedAtMs });
const firing = watched('Down', { severity: 'urgent' }, { state: 'firing', instances: [instance({ job: 'api' })], calling: 1, firing: 1, lastEvaluatedAtMs: now }); // prettier-ignore
const hole = watched('Words', { condition: { kind: 'manual', words: 'Any evidence' } }, { state: 'hole' });

describe('what is said of all', () => {
  test('all quiet only where each was looked at within two intervals and nothing waits for a person', () => {
    expect(triggersHeadline([quiet('A'), quiet('B')], now, false)).toEqual({ words: 'All quiet: 2 looked at within two intervals', tone: 'pass' }); // prettier-ignore
    expect(triggersHeadline([quiet('A'), quiet('B', now - 60_000)], now, false)).toEqual({ words: '1 not known (1 no data), 1 quiet', tone: 'inconclusive' }); // prettier-ignore
    expect(triggersHeadline([quiet('A'), hole], now, false)).toEqual({ words: '1 hole, 1 quiet', tone: 'plain' });
    expect(triggersHeadline([quiet('A'), watched('P', {}, { state: 'pending', lastEvaluatedAtMs: now })], now, false).tone).toBe('plain'); // prettier-ignore
    expect(triggersHeadline([quiet('A'), watched('O', {}, { state: 'off' })], now, false).words).toBe('All quiet: 1 looked at within two intervals; 1 switched off'); // prettier-ignore
    expect(triggersHeadline([watched('O', {}, { state: 'off' })], now, false)).toEqual({ words: '1 switched off', tone: 'plain' }); // prettier-ignore
  });

  test('counts, the gravest first; without the engine as last known', () => {
    const all = [quiet('A'), firing, hole, watched('E', {}, { state: 'error' }), quiet('B', 0)];
    expect(triggersHeadline(all, now, false)).toEqual({ words: '1 firing, 2 not known (1 no data, 1 could not look), 1 hole, 1 quiet', tone: 'fail' }); // prettier-ignore
    expect(triggersHeadline([quiet('A')], now, true)).toEqual({ words: 'As last known: 1 quiet', tone: 'stale' });
  });
});

test('what fired and is not known now is neither firing nor quiet, and calls after what is known to fire', () => {
  const trouble = { kind: 'error' as const, reason: 'connection refused', sinceMs: 0 };
  const unknown = { ...firing, key: 'Lost', trouble };
  const late = { ...firing, key: 'Late', lastEvaluatedAtMs: now - 60_000 };
  expect(triggersHeadline([unknown, late, quiet('A')], now, false)).toEqual({ words: '2 not known (2 last seen firing), 1 quiet', tone: 'inconclusive' }); // prettier-ignore
  expect(triggersHeadline([firing, unknown], now, false)).toEqual({ words: '1 firing, 1 not known (1 last seen firing)', tone: 'fail' }); // prettier-ignore
  expect(triggerGroups([unknown, firing], '', now).map(({ state }) => state)).toEqual(['firing', 'last_firing']);
  expect(callingTriggers([unknown, firing], now).map(({ key }) => key)).toEqual(['Down', 'Lost']);
  expect(firingCounts([unknown, late, firing], now)).toEqual({ firing: 1, kept: 0, last: 2 });
});

test('what is no longer true and only kept firing is counted by itself', () => {
  const kept = instance({ job: 'api' }, { keptFiringSinceMs: now - 1000 });
  const both = { ...firing, firing: 2, instances: [kept, instance({ job: 'web' })] };
  expect(triggersHeadline([{ ...firing, instances: [kept] }, both], now, false)).toEqual({ words: '1 firing, 1 kept firing', tone: 'fail' }); // prettier-ignore
  // Of its 30 label sets the feed holds some alone: the others may be true.
  expect(triggersHeadline([{ ...firing, firing: 30, instances: [kept] }], now, false).words).toBe('1 firing');
});

test('the list is grouped by how they stand now, and filtered by every word of them', () => {
  const acknowledged = watched('Acked', { severity: 'urgent' }, { state: 'firing', firing: 1, lastEvaluatedAtMs: now });
  const all = [quiet('A'), hole, acknowledged, firing, quiet('Old', 0)];
  const names = (find: string) => triggerGroups(all, find, now).map(({ state, triggers }) => `${state}: ${triggers.map(({ trigger }) => trigger.name).join(' ')}`); // prettier-ignore
  expect(names('')).toEqual(['firing: Down Acked', 'no_data: Old', 'hole: Words', 'inactive: A']);
  expect(names('job=api urgent')).toEqual(['firing: Down']);
  expect(names('quiet')).toEqual(['inactive: A']);
  expect(callingTriggers(all, now).map(({ key }) => key)).toEqual(['Down']);
});

test('each kind of condition has words for what it looks at, when it fires, and the value beside its threshold', () => {
  const said = (condition: TriggerCondition, patch: Partial<Trigger> = {}): string => previewSentence({ ...firing.trigger, forMs: 0, condition, ...patch }); // prettier-ignore
  const restarts: TriggerCondition = { kind: 'restarts', over: 'docker', selector: {}, moreThan: 5, windowMs: 900_000 };
  expect(said(restarts)).toBe('Fires when any container restarts more than 5 times in 15 min. Looked at every 15 s.');
  expect(said({ kind: 'target_down', job: 'api' }, { forMs: 300_000, keepFiringForMs: 60_000 })).toBe('Fires when Prometheus does not reach a target of the job api and that has lasted for 5 min. It goes on firing for 1 min after that ends. Looked at every 15 s.'); // prettier-ignore
  expect(said({ kind: 'container_unhealthy', selector: { name: 'web*', namespace: 'shop' } })).toContain('pod web* in shop is not healthy'); // prettier-ignore
  expect(said({ kind: 'rollout_stuck', namespace: 'shop', name: 'web' })).toContain(
    'the rollout of shop/web stands still',
  );
  expect(said({ kind: 'probe', planId: 'p', itemId: 'health', outcome: 'unproven' })).toContain('item health came to: not proven'); // prettier-ignore
  expect(said({ kind: 'manual', words: 'x' })).toContain('a hole');
  expect(conditionText({ kind: 'server_rule', group: 'g', rule: 'R' })).toBe('rule R of group g');
  const promql = (expr: string): TriggerCondition => ({ kind: 'promql', expr, queryOffsetMs: 0 });
  expect(valueWords(promql('a{b="c"} > 5e2'), '812.34567')).toBe('812.3 > 5e2');
  expect(valueWords(promql('rate(a[5m])'), 'NaN')).toBe('NaN');
  expect(valueWords(restarts, '7')).toBe('7 > 5');
  expect(watchedWords({ ...firing, watchedBy: 'server', place: 'Prometheus at http://p:9090' })).toBe('followed at Prometheus p:9090'); // prettier-ignore
  expect(watchedWords({ ...firing, watchedBy: 'console', place: 'Prometheus at http://p:9090' })).toBe('evaluated here, asking p:9090'); // prettier-ignore
});
