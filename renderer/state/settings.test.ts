// Settings: stored, restored, and never broken by what is in the storage.
import { expect, test } from 'vitest';
import { createSettingsStore, plainSettings, settingsOf } from './settings.ts';

test('what is set is there again in the next window', () => {
  const kept = new Map<string, string>();
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }; // prettier-ignore
  createSettingsStore(storage).set({ theme: 'contrast', name: 'Lead' });
  expect(createSettingsStore(storage).store.getState()).toMatchObject({ theme: 'contrast', name: 'Lead' });
});

test.each(['', '{', 'null', '[]', '{"theme":"pink","drawerPx":-4,"name":7}'])(
  'broken storage %j means defaults',
  (text) => {
    expect(settingsOf(text)).toEqual(plainSettings);
  },
);
