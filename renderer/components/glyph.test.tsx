// The signs of the states in jsdom.
import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { Glyph, glyphNames } from './glyph.tsx';

afterEach(cleanup);

test('every sign has a shape of its own, so that a number beside it needs neither colour nor word', () => {
  const shapes = glyphNames.map((name) => render(<Glyph name={name} />).container.querySelector('svg')?.innerHTML);
  expect(new Set(shapes).size).toBe(glyphNames.length);
});
