import { expect, test } from 'vitest';
import { dashboardLookOf, dashboardLookText, plainLook, type DashboardLook } from './dashboard-place.ts';

test('an empty address leaves everything to the dashboard, and the other way round', () => {
  expect(dashboardLookOf('')).toEqual(plainLook);
  expect(dashboardLookText(plainLook)).toBe('');
});

test('what was chosen comes back: several values, none, an empty one, odd names and signs', () => {
  const look: DashboardLook = {
    variables: { job: ['node', 'api & co=1'], none: [], blank: [''], __proto: ['x'], 'ü.%': ['$__all'] },
    enlarged: '12#instance=a:9100',
    turned: ['3', '7#2'],
    refresh: '',
  };
  expect(dashboardLookOf(dashboardLookText(look))).toEqual(look);
});

test('a hostile name does not become a prototype', () => {
  const { variables } = dashboardLookOf('v.__proto__=a&v.toString=b');
  expect(Object.getPrototypeOf(variables)).toBe(Object.prototype);
  expect(variables['toString']).toEqual(['b']);
});
