import { expect, test } from 'vitest';
import type { Panel, PanelQuery } from '#shared/model/dashboard/panel.ts';
import type { VariableValue } from '#shared/model/dashboard/variable.ts';
import { usualIntervalMs } from '#shared/model/usual-interval.ts';
import { targetAsCurl, panelQuestions, type PanelSetting } from './questions-of.ts';

const toMs = Date.UTC(2026, 10, 20, 12);
const value = (name: string, values: string[], multi = true): VariableValue => ({ name, values, texts: values, all: false, allAs: null, multi }); // prettier-ignore
const setting = (patch: Partial<PanelSetting> = {}): PanelSetting => ({
  variables: new Map([value('job', ['api', 'web']), value('none', []), value('fine', ['30s'], false)].map((one) => [one.name, one])), // prettier-ignore
  span: { fromMs: toMs - 3_600_000, toMs },
  moving: true,
  dashboard: { key: 'import-1', title: 'Checkout', uid: 'c' },
  utc: true,
  scrapeMs: null,
  ...patch,
});
const query = (patch: Partial<PanelQuery>): PanelQuery => ({ refId: 'A', query: 'up', legend: '', ask: 'range', format: 'series', minStep: '', stepFactor: 1, hidden: false, ...patch }); // prettier-ignore
const panel = (patch: Partial<Panel>): Panel => ({ key: 'p', id: 1, title: '', description: '', path: '$.panels[0]', place: { x: 0, y: 0, w: 12, h: 8 }, repeat: null, shape: { kind: 'timeseries', legend: { as: 'list', side: 'bottom', calcs: [], sort: null }, tooltip: 'all' }, queries: [query({})], transformations: [], style: {}, overrides: [], minStep: '', mostPoints: null, span: '', shift: '', frameless: false, notes: [], ...patch }); // prettier-ignore

test('values, steps and rate intervals are put in; hidden and empty queries are not asked', () => {
  const { questions } = panelQuestions(
    panel({ queries: [query({ query: 'rate(x{job=~"$job"}[$__rate_interval]) * $__interval_ms' }), query({ hidden: true }), query({ query: ' ' })] }), setting(), 600); // prettier-ignore
  expect(questions.map(({ query: sent }) => sent)).toEqual(['rate(x{job=~"(api|web)"}[1m]) * 15000']);
  expect(questions[0]).toMatchObject({ kind: 'range', stepMs: 15_000, atMs: null });
});

test('beside its text each says what it asks whatever the time and the width: what was kept is found by that', () => {
  const asked = (hours: number, widthPx: number) => panelQuestions(panel({ queries: [query({ query: 'rate(x{job=~"$job"}[$__rate_interval]) > ${__range_s} # $__dashboard' })] }), setting({ span: { fromMs: toMs - hours * 3_600_000, toMs } }), widthPx).questions[0]; // prettier-ignore
  const timeless = { expr: 'rate(x{job=~"(api|web)"}[$__rate_interval]) > ${__range_s} # Checkout', dashboard: 'import-1' }; // prettier-ignore
  expect(asked(1, 600)).toMatchObject({ query: 'rate(x{job=~"(api|web)"}[1m]) > 3600 # Checkout', asked: timeless });
  expect(asked(24, 300)).toMatchObject({
    query: 'rate(x{job=~"(api|web)"}[5m15s]) > 86400 # Checkout',
    asked: timeless,
  });
});

test('the step is as fine as the panel is wide, and no finer than it, the query or the panel say', () => {
  const stepOf = (patch: Partial<Panel>, widthPx = 600): number | undefined =>
    panelQuestions(panel(patch), setting({ span: { fromMs: toMs - 86_400_000, toMs } }), widthPx).questions[0]?.stepMs;
  expect(stepOf({})).toBe(120_000);
  expect(stepOf({ mostPoints: 100 })).toBe(900_000);
  expect(stepOf({ minStep: '10m' })).toBe(600_000);
  expect(stepOf({ minStep: '10m', queries: [query({ minStep: '$fine' })] }, 6_000)).toBe(30_000);
  expect(stepOf({ queries: [query({ stepFactor: 4 })] })).toBe(480_000);
});

test('where neither the query nor the panel says how fine, Prometheus does; without its word it is 15 s', () => {
  const asked = (scrapeMs: number | null, minStep = '') => {
    const { questions, scrape } = panelQuestions(panel({ queries: [query({ query: 'rate(x[$__rate_interval])', minStep })] }), setting({ scrapeMs }), 600); // prettier-ignore
    return [questions[0]?.query, questions[0]?.stepMs, scrape];
  };
  expect(asked(60_000)).toEqual(['rate(x[4m])', 60_000, { everyMs: 60_000, told: true }]);
  expect(asked(null)).toEqual(['rate(x[1m])', 15_000, { everyMs: 15_000, told: false }]);
  expect(asked(60_000, '10s').slice(0, 2)).toEqual(['rate(x[40s])', 10_000]);
  expect(usualIntervalMs([10_000, 30_000, 30_000, 60_000, 60_000, null].map((intervalMs) => ({ intervalMs })))).toBe(60_000); // prettier-ignore
  expect(usualIntervalMs([{ intervalMs: null }])).toBeNull();
});

test('a variable without a value is waited for; what nobody knows is named', () => {
  const { waitsFor, unknown } = panelQuestions(panel({ queries: [query({ query: 'up{a="$none", b="$nobody"}' })] }), setting(), 600); // prettier-ignore
  expect([waitsFor, unknown]).toEqual([['none'], ['$nobody']]);
});

test('a panel with a span of its own ends where the dashboard does, moved back where it says so', () => {
  const { span, spanWords, questions } = panelQuestions(panel({ span: '6h', shift: '1d', queries: [query({ ask: 'instant' })] }), setting(), 600); // prettier-ignore
  expect(span).toEqual({ fromMs: toMs - 86_400_000 - 6 * 3_600_000, toMs: toMs - 86_400_000 });
  expect(spanWords).toBe('last 6h, 1d earlier');
  expect(questions[0]).toMatchObject({ kind: 'instant', atMs: toMs - 86_400_000 });
});

test('a question can be asked elsewhere: quotes survive the shell', () => {
  const [first] = panelQuestions(panel({ queries: [query({ query: `up{a='b'}` })] }), setting(), 600).questions;
  if (first === undefined) throw new Error('nothing is asked');
  const curl = targetAsCurl('http://u:secret@p:9090/', first);
  expect(curl).toContain(String.raw`'query=up{a='\''b'\''}'`);
  expect(curl).toContain(`'start=${toMs / 1000 - 3600}'`);
  expect(curl).not.toContain('secret');
});
