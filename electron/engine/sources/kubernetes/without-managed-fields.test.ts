// What is left out is managedFields and nothing else, whatever stands in and around it.
import { expect, test } from 'vitest';
import { withoutManagedFields } from './without-managed-fields.ts';

const managed = [{ manager: 'kubelet [1] "x" \\', fieldsV1: { 'k:{"type":"Ready"}]': { '.': {} } }, list: [[1], []] }];
const read = (text: string): unknown => JSON.parse(withoutManagedFields(Buffer.from(text)));

test('an object keeps everything but who manages its fields', () => {
  const metadata = { name: 'a', labels: { é: '[' } };
  const rest = { spec: { words: ['"managedFields":[', 'x]'] } };
  const behind = JSON.stringify({ metadata: { ...metadata, managedFields: managed }, ...rest });
  const before = JSON.stringify({ metadata: { managedFields: managed, ...metadata }, ...rest });
  const expected = { metadata: { ...metadata, managedFields: [] }, ...rest };
  expect(read(behind)).toEqual(expected);
  expect(read(before)).toEqual(expected);
});

test('an object without it is left whole, also where a text speaks of it', () => {
  const object = { metadata: { annotations: { last: JSON.stringify({ managedFields: managed }) } }, data: [1, [2]] };
  expect(read(JSON.stringify(object))).toEqual(object);
});

test('only what stands between the two places is given', () => {
  const [first, second] = [{ a: 1 }, { managedFields: managed, b: 2 }].map((object) => JSON.stringify(object));
  const bytes = Buffer.from(`${first},${second}`);
  expect(withoutManagedFields(bytes, 0, first?.length)).toBe(first);
  expect(withoutManagedFields(bytes, (first?.length ?? 0) + 1)).toBe('{"managedFields":[],"b":2}');
});

test('what is cut off in the middle is not taken for whole', () => {
  const text = JSON.stringify({ managedFields: managed, b: 2 });
  for (let length = 0; length < text.length; length++) {
    expect(() => read(text.slice(0, length))).toThrow(SyntaxError);
  }
});
