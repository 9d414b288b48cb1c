// Targets and rules as Prometheus tells of them, in the form in which the screens show them.
import { expect, test } from 'vitest';
import { ruleGroupSchema, targetSchema } from '../sources/prometheus/shapes.ts';
import { rulesAnswer, targetsAnswer } from './prometheus-pages.ts';

test('a target that was never scraped has no last scrape, and none shows a password; two that are alike are two lines', () => {
  const target = targetSchema.parse({ scrapeUrl: 'http://ops:hush@db:9100/metrics', scrapePool: 'db', labels: { job: 'db' }, lastScrape: '0001-01-01T00:00:00Z', scrapeInterval: '1m30s', health: 'unknown' }); // prettier-ignore
  const { targets, total } = targetsAnswer([target, target], 5);
  expect(targets[0]).toMatchObject({ url: 'http://db:9100/metrics', health: 'unknown', lastScrapeMs: null, lastDurationMs: null, intervalMs: 90_000 }); // prettier-ignore
  expect(new Set(targets.map(({ key }) => key)).size).toBe(2);
  expect(total).toBe(2);
});

test('of more than a page holds the worst are shown, the rest is counted', () => {
  const target = targetSchema.parse({
    scrapeUrl: 'http://db',
    scrapePool: 'db',
    labels: {},
    lastScrape: '0001-01-01T00:00:00Z',
    health: 'up',
  });
  const shown = targetsAnswer([...Array.from({ length: 10_000 }, () => target), { ...target, health: 'down' }], 5);
  expect(shown).toMatchObject({ total: 10_001, targets: { length: 10_000, 0: { health: 'down' } } });
  const rule = { type: 'alerting', name: 'A', query: 'up == 0', health: 'ok', state: 'inactive' };
  const rules = [
    ...Array.from({ length: 10_000 }, () => rule),
    { ...rule, state: 'pending' },
    { ...rule, state: 'firing' },
  ];
  const answer = rulesAnswer([ruleGroupSchema.parse({ name: 'g', interval: 30, rules })], 5);
  expect(answer).toMatchObject({
    total: 10_002,
    rules: { length: 10_000, 0: { state: 'firing' }, 1: { state: 'pending' } },
  });
});

test('rules: how long each must hold, its alerts without those that are over, and a health that is not known stays so', () => {
  const alert = { labels: { a: '1' }, annotations: {}, activeAt: '2026-01-01T00:00:00Z', value: '1e+00' };
  const group = ruleGroupSchema.parse({
    name: 'g',
    interval: 30,
    rules: [
      { type: 'alerting', name: 'A', query: 'up == 0', duration: 300, state: 'firing', health: 'ok', alerts: [{ ...alert, state: 'firing', keepFiringSince: '2026-01-01T00:01:00Z' }, { ...alert, state: 'inactive' }] }, // prettier-ignore
      { type: 'recording', name: 'r', query: 'sum(up)', health: 'strange', lastEvaluation: '0001-01-01T00:00:00Z' },
    ],
  });
  const { rules, total } = rulesAnswer([group], 5);
  expect(total).toBe(2);
  expect(rules[0]).toMatchObject({ kind: 'alerting', forMs: 300_000, intervalMs: 30_000, state: 'firing', alerts: [{ name: 'A', activeAtMs: Date.UTC(2026, 0, 1), keptFiringSinceMs: Date.UTC(2026, 0, 1, 0, 1), value: '1e+00' }] }); // prettier-ignore
  expect(rules[1]).toMatchObject({ kind: 'recording', forMs: null, state: null, health: 'unknown', lastEvaluationMs: null }); // prettier-ignore
});
