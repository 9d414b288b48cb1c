// Whatever the dashboard: it is imported or refused in words, and no panel is lost.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dashboardSchema } from '#shared/model/dashboard/dashboard.ts';
import { layoutOf } from '#shared/model/dashboard/layout.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { countPanels, hostileDashboard } from './hostile.fixture.ts';
import { importDashboard } from './import-dashboard.ts';
import { jsonFault } from './json-fault.ts';
import { hostOverview } from './import.fixture.ts';

const refusalOf = (text: string): string => {
  try {
    importDashboard(text);
    return 'none';
  } catch (error) {
    return error instanceof OpsError ? error.code : String(error);
  }
};

test('every panel comes out drawn or named with its reason, in the form that the contract has', () => {
  fc.assert(
    fc.property(hostileDashboard, (json) => {
      const made = importDashboard(JSON.stringify(json));
      expect(dashboardSchema.safeParse(made).error).toBeUndefined();
      const panels = made.sections.flatMap((section) => section.panels);
      expect(panels).toHaveLength(countPanels(JSON.parse(JSON.stringify(json))));
      expect(made.counts.whole + made.counts.noted + made.counts.placeholders).toBe(panels.length);
      expect(new Set(panels.map(({ key }) => key)).size).toBe(panels.length);
      expect(panels.filter(({ shape }) => shape.kind === 'placeholder' && !/\S/.test(shape.reason))).toEqual([]);
      expect(layoutOf(made, new Map()).reduce((sum, { panelCount }) => sum + panelCount, 0)).toBe(panels.length);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    }),
    { numRuns: 400 },
  );
});

test('where JSON ends to be JSON is found for every text that is none', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.string({ maxLength: 2 }), (json, at, put) => {
      const place = at % (json.length + 1);
      const text = json.slice(0, place) + put + json.slice(place + 1);
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      expect(jsonFault(text) === null).toBe(isJson);
    }),
    { numRuns: 500 },
  );
});

test('any text is a dashboard or a refusal that says why', () => {
  const texts = fc.oneof(fc.string(), fc.json(), fc.constantFrom('', '\ufeff{}', '<html>', '[]', '[{}]', 'null', '1', '"x"', '{"dashboard":{"panels":[]}}', '{"dashboard":{"dashboard":{"dashboard":1}}}')); // prettier-ignore
  fc.assert(
    fc.property(texts, (text) => {
      expect(refusalOf(text)).toMatch(/^(none|bad_input)$/);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['{"title": "x",\n  "panels": [}', /^Line 2, column 14: not JSON: a value was expected, there is "}"\.$/],
  ['{"title": "x", "panels": [', /^Line 1, column 27: not JSON: a value was expected, the text ends\.$/],
  ['<!doctype html><p>', /HTML or XML/],
  ['  ', /empty/],
  [`{"panels":${'['.repeat(200)}${']'.repeat(200)}}`, /nested too deep/],
  ['{"groups": [{"name": "x"}]}', /rules/],
  ['[{"panels": []}, {"panels": []}]', /list of 2/],
  ['{"apiVersion": "v1"}', /neither panels nor rows/],
])('%j is refused with its place or what it is', (text, words) => {
  expect(() => importDashboard(text)).toThrow(words);
});

test('500 panels are imported, and 8 MiB of tags that never end are passed over once', () => {
  const [, , panel] = hostOverview.panels;
  const panels = Array.from({ length: 500 }, (_, id) => ({ ...panel, id, gridPos: { x: (id % 4) * 6, y: Math.floor(id / 4) * 8, w: 6, h: 8 } })); // prettier-ignore
  expect(importDashboard(JSON.stringify({ ...hostOverview, panels })).counts.panels).toBe(500);
  const description = `<a '" `.repeat(1_400_000);
  // Looked through from each of its million tags anew it would take hours.
  const made = importDashboard(JSON.stringify({ title: 'x', panels: [{ type: 'text', options: { mode: 'html', content: description } }] })); // prettier-ignore
  expect(made.counts.panels).toBe(1);
});
