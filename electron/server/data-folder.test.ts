import { expect, test } from 'vitest';
import { dataFolder } from './data-folder.ts';

test('the data folder is the one the desktop window uses on each platform', () => {
  expect(dataFolder({ env: {}, platform: 'linux', home: '/home/a' })).toBe('/home/a/.config/Ready Room');
  expect(dataFolder({ env: { XDG_CONFIG_HOME: '/x' }, platform: 'linux', home: '/home/a' })).toBe('/x/Ready Room');
  expect(dataFolder({ env: {}, platform: 'darwin', home: '/u' })).toBe('/u/Library/Application Support/Ready Room');
});

test('READYROOM_DATA wins over the platform', () => {
  expect(dataFolder({ env: { READYROOM_DATA: '/d', XDG_CONFIG_HOME: '/x' }, platform: 'linux', home: '/h' })).toBe(
    '/d',
  );
});
