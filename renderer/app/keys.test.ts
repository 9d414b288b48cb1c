// Presses become actions: single keys, Mod, Shift, and chords that run out.
import { expect, test } from 'vitest';
import type { Action } from '../components/button.tsx';
import { handClock } from '../client/fake-engine.fixture.ts';
import { createKeyReader, isWriting, nameOfPress, takesKey } from './keys.ts';

const action = (id: string, shortcut: string): Action => ({ id, name: id, label: id, shortcut, group: 'g', disabled: null, run: () => undefined }); // prettier-ignore
const actions = [action('journal', 'g j'), action('next', 'j'), action('all', 'Shift+r'), action('one', 'r'), action('keys', '?'), action('palette', 'Mod+k')]; // prettier-ignore
const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held }); // prettier-ignore

test.each([
  [press('k', { ctrlKey: true }), 'Mod+k'],
  [press('k', { metaKey: true }), 'Mod+k'],
  [press('R', { shiftKey: true }), 'Shift+r'],
  [press('?', { shiftKey: true }), '?'],
  [press(' '), 'Space'],
  [press('Escape'), 'Escape'],
])('%o is written %s', (given, name) => {
  expect(nameOfPress(given)).toBe(name);
});

test('g and then j goes to the journal, j alone to the next row', () => {
  const read = createKeyReader(() => 0);
  expect(read(press('g'), actions)).toBeNull();
  expect(read(press('j'), actions)?.id).toBe('journal');
  expect(read(press('j'), actions)?.id).toBe('next');
});

test('a chord runs out, and the second key is itself again', () => {
  const clock = handClock();
  const read = createKeyReader(clock.now);
  read(press('g'), actions);
  clock.move(1_300);
  expect(read(press('j'), actions)?.id).toBe('next');
});

test('a second key that completes no chord still does what it does alone', () => {
  const read = createKeyReader(() => 0);
  read(press('g'), actions);
  expect(read(press('r'), actions)?.id).toBe('one');
});

test('letters belong to a field that is written in, Enter to a focused button', () => {
  const field = document.createElement('textarea');
  const button = document.createElement('button');
  const box = Object.assign(document.createElement('input'), { type: 'checkbox' });
  expect(isWriting(field)).toBe(true);
  expect(isWriting(button)).toBe(false);
  expect(isWriting(box)).toBe(false);
  expect(takesKey(box, 'Space')).toBe(true);
  expect(takesKey(button, 'Enter')).toBe(true);
  expect(takesKey(button, 'j')).toBe(false);
});
