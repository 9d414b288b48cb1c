import { expect, test } from 'vitest';
import { bundleIn, placeOfBundle } from './bundle-argument.ts';

test('the bundle that a start names is found among switches, by its whole path, and its address says which it is', () => {
  expect(bundleIn(['--no-sandbox', '/app', 'INC-3.rrb'], '/home/oncall')).toBe('/home/oncall/INC-3.rrb');
  expect(bundleIn(['/a.rrb', '/b c.rrb'], '/')).toBe('/b c.rrb');
  expect(bundleIn(['--file=/a.rrb', '/app', 'notes.txt'], '/')).toBeNull();
  expect(placeOfBundle('/b c&d.rrb')).toBe('#/incidents?bundle=%2Fb+c%26d.rrb');
});
