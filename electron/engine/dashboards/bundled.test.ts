// What comes with the program: every panel is drawn, every question is PromQL, and every unit is known.
import { join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { expect, test } from 'vitest';
import { interpolateQuery, type InterpolationScope } from '#shared/model/dashboard/interpolate.ts';
import type { VariableValue } from '#shared/model/dashboard/variable.ts';
import { isKnownUnit } from '#shared/model/units/format-value.ts';
import { readBundled } from './bundled.ts';
import { importDashboard } from './import/import-dashboard.ts';

const bundled = readBundled(join(import.meta.dirname, '../../../resources'));

function faultIn(query: string): string | null {
  let fault: string | null = null;
  parser.parse(query).iterate({
    enter: ({ type, from }) => {
      if (type.isError) fault ??= `${query.slice(0, from)}<here>${query.slice(from)}`;
    },
  });
  return fault;
}

test('there are the five, and what is no PromQL would be seen', () => {
  expect(bundled.map(({ fileName }) => fileName)).toEqual(['attestor.json', 'docker-host.json', 'kubernetes-workloads.json', 'node-exporter.json', 'process-and-ipc.json']); // prettier-ignore
  expect(faultIn('sum(rate(x[5m])')).not.toBeNull();
});

test.each(bundled)('$fileName', ({ text }) => {
  const dashboard = importDashboard(text);
  expect(dashboard.notes).toEqual([]);
  expect(dashboard.counts).toMatchObject({ placeholders: 0, noted: 0 });
  const value = (name: string, multi: boolean): VariableValue => ({ name, values: ['a', 'b'].slice(0, multi ? 2 : 1), texts: [], all: false, allAs: null, multi }); // prettier-ignore
  const variables = new Map(dashboard.variables.map(({ name, multi }) => [name, value(name, multi)]));
  const scope: InterpolationScope = { variables, fromMs: 0, toMs: 3_600_000, intervalMs: 15_000, scrapeIntervalMs: 15_000, dashboard: { title: '', uid: '' }, utc: true }; // prettier-ignore
  const panels = dashboard.sections.flatMap((section) => section.panels);
  const asked = panels.flatMap(({ queries }) => queries.map(({ query }) => interpolateQuery(query, scope)));
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.flatMap(({ unknown }) => unknown)).toEqual([]);
  expect(asked.map((one) => faultIn(one.text)).filter((fault) => fault !== null)).toEqual([]);
  const asks = dashboard.variables.flatMap(({ source }) => (source.kind === 'query' && source.ask.kind === 'label_values' ? [source.ask.selector ?? ''] : [])); // prettier-ignore
  expect(asks.map((selector) => faultIn(interpolateQuery(selector, scope).text)).filter((fault) => fault !== null)).toEqual([]); // prettier-ignore
  expect(panels.filter(({ style }) => !isKnownUnit(style.unit ?? '')).map(({ title }) => title)).toEqual([]);
});
