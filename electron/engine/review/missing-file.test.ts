import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../store/store.fixture.ts';
import { whyNotThere } from './missing-file.ts';

test('a file that is there is fine, one that is gone is told as not found, one that cannot be looked for as just that', async () => {
  const folder = testFolder();
  const file = join(folder, 'INC-1.rrb');
  writeFileSync(file, '');
  expect(await whyNotThere(file)).toBe('');
  expect(await whyNotThere(join(folder, 'gone', 'INC-2.rrb'))).toBe('its file was not found when it was looked for');
  expect(await whyNotThere(join(file, 'INC-3.rrb'))).toBe('its file was not found when it was looked for');
  expect(await whyNotThere(join(folder, 'x'.repeat(300)))).toBe('its file could not be looked for (ENAMETOOLONG)');
});
