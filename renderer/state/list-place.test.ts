// The lists of the metrics in the address: what is written is read again, and only by the list it is about.
import { expect, test } from 'vitest';
import { listIn, listLookOf, listLookText, plainList } from './list-place.ts';

test('how a list is looked at comes back as it was, and says nothing of another list', () => {
  const look = { find: 'is:down label:job="a & b"', sort: '-took', row: 'web 10.0.0.1:9100' };
  const text = listLookText('targets', look);
  expect(listIn(text)).toBe('targets');
  expect(listLookOf(text, 'targets')).toEqual(look);
  expect(listLookOf(text, 'rules')).toEqual(plainList);
  expect(listLookOf(listLookText('rules', plainList), 'rules')).toEqual(plainList);
  expect(listIn('')).toBe('');
});
