import { expect, test } from 'vitest';
import { readVariables, requirePhases } from './plan-variables.ts';

const vars = { url: 'http://x', port: 80, strict: false, needed: null };

test('values take the type of the default, and all but the first equals sign belongs to the value', () => {
  expect(readVariables(['url=http://y/?a=b', 'port=8080', 'strict=true', 'needed=7'], vars)).toEqual({
    url: 'http://y/?a=b',
    port: 8080,
    strict: true,
    needed: '7',
  });
});

test('an empty text is a value', () => {
  expect(readVariables(['url='], vars)).toEqual({ url: '' });
});

test.each([
  ['prot=1', /no variable prot; did you mean port\?; there are url, port, strict, needed/],
  ['port', /NAME=VALUE/],
  ['=1', /NAME=VALUE/],
  ['port=eighty', /has a number there, and eighty is none/],
  ['port=', /nothing is none/],
  ['strict=yes', /true or false, not yes/],
  ['constructor=1', /no variable constructor/],
])('%s is refused', (given, sentence) => {
  expect(() => readVariables([given], vars)).toThrow(sentence);
});

test('a phase that is not in the plan is refused with those that are', () => {
  expect(() => requirePhases(['smoke', 'somke'], ['smoke', 'soak'])).toThrow(
    /no phase somke; did you mean smoke\?; there are smoke, soak/,
  );
  expect(() => requirePhases(['smoke'], ['smoke'])).not.toThrow();
});
