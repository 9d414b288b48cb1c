// Large figures in jsdom.
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { StatPanel, type StatPanelProps } from './stat-panel.tsx';

afterEach(cleanup);

const shown = (patch: Partial<StatPanelProps>): HTMLElement => {
  const value = { key: 'a', name: 'ReplicaSet: shop-5f6', prefix: '', text: '1', suffix: '', colour: 'red', share: null, exact: '1' }; // prettier-ignore
  render(<StatPanel label="Created by" values={[value]} colourMode="value" textMode="auto" direction="auto" centred valuePx={null} namePx={null} widthPx={300} heightPx={90} {...patch} />); // prettier-ignore
  return screen.getByRole('listitem');
};

test('where only the name is asked for, it stands in the place of the value, in its colour and as large as it fits', () => {
  const tile = shown({ textMode: 'name' });
  const large = tile.querySelector<HTMLElement>('.shown-value');
  expect(large?.textContent).toBe('ReplicaSet: shop-5f6');
  expect(Number.parseInt(large?.style.fontSize ?? '', 10)).toBeGreaterThan(16);
  expect(tile.className).toContain('stat-value-ink');
  expect(tile.querySelector('.stat-name')).toBeNull();
  // What was measured is still there for those who do not see it.
  expect(tile.querySelector('.unseen')?.textContent).toBe('1');
});

test('a name that is too long for its tile is not drawn smaller than can be read', () => {
  const large = shown({ textMode: 'name', widthPx: 90, values: [{ key: 'a', name: 'x'.repeat(80), prefix: '', text: '1', suffix: '', colour: null, share: null, exact: '1' }] }).querySelector<HTMLElement>('.shown-value'); // prettier-ignore
  expect(large?.style.fontSize).toBe('13px');
});
