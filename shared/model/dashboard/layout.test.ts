import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Section } from './dashboard.ts';
import { layoutOf, repeatLimit } from './layout.ts';
import type { Panel } from './panel.ts';

const panel = (key: string, x: number, y: number, w: number, h: number, repeat: Panel['repeat'] = null): Panel => ({ key, id: null, path: '$', title: key, description: '', place: { x, y, w, h }, repeat, shape: { kind: 'text', mode: 'plain', text: '' }, queries: [], transformations: [], style: {}, overrides: [], minStep: '', mostPoints: null, span: '', shift: '', frameless: false, notes: [] }); // prettier-ignore
const section = (panels: Panel[], more: Partial<Section> = {}): Section => ({ key: 's', title: null, collapsed: false, repeat: null, panels, ...more }); // prettier-ignore
const values = (name: string, ...all: string[]) => new Map([[name, { name, values: all, texts: all, all: false, allAs: null, multi: true }]]); // prettier-ignore
const places = (sections: Section[], of = values('v'), turned?: Set<string>) => layoutOf({ sections }, of, turned).flatMap(({ panels }) => panels.map(({ key, x, y, w, h }) => `${key} ${x},${y} ${w}x${h}`)); // prettier-ignore

test('gaps are closed and overlaps moved down', () => {
  expect(places([section([panel('a', 0, 0, 12, 4), panel('b', 12, 9, 12, 4), panel('c', 6, 2, 12, 3)])])).toEqual(['a 0,0 12x4', 'c 6,4 12x3', 'b 12,7 12x4']); // prettier-ignore
});

test('a panel is repeated across, as many in a row as it says, and what was below stays below', () => {
  const repeated = panel('a', 0, 0, 24, 4, { variable: 'v', direction: 'across', mostAcross: 2 });
  expect(places([section([repeated, panel('b', 0, 4, 24, 2)])], values('v', 'x', 'y', 'z'))).toEqual(['a/v=x 0,0 12x4', 'a/v=y 12,0 12x4', 'a/v=z 0,4 12x4', 'b 0,8 24x2']); // prettier-ignore
  const down = panel('a', 3, 0, 6, 4, { variable: 'v', direction: 'down', mostAcross: 1 });
  expect(places([section([down])], values('v', 'x', 'y'))).toEqual(['a/v=x 3,0 6x4', 'a/v=y 3,4 6x4']);
  expect(places([section([repeated])])).toEqual(['a 0,0 24x4']);
});

test('rows are folded, turned by the person, and repeated with their panels under the one value', () => {
  const row = section([panel('a', 0, 0, 12, 4)], { key: 'r', title: 'Row $v', collapsed: true, repeat: { variable: 'v', direction: 'down', mostAcross: 1 } }); // prettier-ignore
  const laid = layoutOf({ sections: [row] }, values('v', 'x', 'y'), new Set(['r/v=y']));
  expect(laid.map(({ key, collapsed, panels, panelCount, height }) => [key, collapsed, panels.length, panelCount, height])).toEqual([['r/v=x', true, 0, 1, 0], ['r/v=y', false, 1, 1, 4]]); // prettier-ignore
  expect(laid[1]?.panels[0]?.key).toBe('r/v=y/a');
  expect(laid[1]?.panels[0]?.variables.get('v')?.values).toEqual(['y']);
});

test('more values than can be shown are counted, not dropped in silence', () => {
  const many = Array.from({ length: 100 }, (_, at) => String(at));
  const [laid] = layoutOf({ sections: [section([panel('a', 0, 0, 6, 4, { variable: 'v', direction: 'across', mostAcross: 4 })])] }, values('v', ...many)); // prettier-ignore
  expect(laid?.panels).toHaveLength(repeatLimit);
  expect(laid?.leftOut).toEqual([`$v has 100 values, shown for the first ${repeatLimit}`]);
});

test('whatever the places, no two panels overlap and every one is there', () => {
  const place = fc.record({ x: fc.nat(23), y: fc.nat(40), w: fc.integer({ min: 1, max: 24 }), h: fc.integer({ min: 1, max: 9 }) }); // prettier-ignore
  fc.assert(
    fc.property(fc.array(place, { maxLength: 20 }), (all) => {
      const panels = all.map(({ x, y, w, h }, at) => panel(String(at), Math.min(x, 24 - w), y, w, h));
      const [laid] = layoutOf({ sections: [section(panels)] }, values('v'));
      const taken = new Set<string>();
      for (const { x, y, w, h } of laid?.panels ?? []) for (let dx = 0; dx < w; dx++) for (let dy = 0; dy < h; dy++) taken.add(`${x + dx},${y + dy}`); // prettier-ignore
      expect(taken.size).toBe((laid?.panels ?? []).reduce((sum, { w, h }) => sum + w * h, 0));
      expect(laid?.panels).toHaveLength(all.length);
    }),
    { numRuns: 60 },
  );
});
