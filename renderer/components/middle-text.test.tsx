// A name that is too long for its place in jsdom: which parts of it stay together.
import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { MiddleText } from './middle-text.tsx';

afterEach(cleanup);

function partsOf(text: string): { parts: (string | null)[]; title: string | null; text: string | null } {
  const { container } = render(<MiddleText text={text} />);
  const named = container.querySelector('.middle-text');
  const parts = Array.from(named?.children ?? [], (part) => part.textContent);
  return { parts, title: named?.getAttribute('title') ?? null, text: container.textContent };
}

test('names that differ near their middle differ in what is kept of their end', () => {
  const [first, second] = ['2', '6'].map((at) =>
    partsOf(`settlement-gateway-with-a-long-name-${at}-web-6c9f7b8d5-zz81m`),
  );
  expect(first?.parts[1]).not.toBe(second?.parts[1]);
  expect(first?.parts[1]?.length).toBeGreaterThan(20);
});

test.each([
  ['settlement-gateway-web-6c9f7b8d5-zz81m', ['settlement-gateway-', 'web-6c9f7b8d5-zz81m']],
  ['registry.example/shop/cart:2.9.3', ['registry.example/', 'shop/cart:2.9.3']],
  ['settlement-reconciliation-gateway-0-web-6c9f7b8d5-zz81m', ['settlement-reconciliation-gateway-', '0-web-6c9f7b8d5-zz81m']], // prettier-ignore
  ['aaaaaaaaaaaaaaaaaaaaaaaa', ['aaaaaaaaaaaa', 'aaaaaaaaaaaa']],
])('%s is cut behind the word that ends next after its middle', (name, parts) => {
  expect(partsOf(name).parts).toEqual(parts);
});

test('the hover has the whole name, and a short one is left alone', () => {
  const name = 'settlement-gateway-web-6c9f7b8d5-zz81m';
  expect(partsOf(name)).toMatchObject({ title: name, text: name });
  expect(partsOf('web-1')).toEqual({ parts: [], title: null, text: 'web-1' });
});
