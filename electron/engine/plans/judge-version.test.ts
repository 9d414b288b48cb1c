// Pins the sources that decide what an expectation means to the name under which their verdicts are recorded.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { judgeVersion } from '#shared/model/judge.ts';

const model = new URL('../../../shared/model/', import.meta.url);
const pin = JSON.parse(readFileSync(new URL('judge-version.json', model), 'utf8')) as {
  judgeVersion: string;
  sources: string[];
  sha256: string;
};

test('the rules that judge are the ones their version names', () => {
  const hash = createHash('sha256');
  for (const source of pin.sources) hash.update(`${source}\n${readFileSync(new URL(source, model), 'utf8')}\n`);
  const found = { judgeVersion, sha256: hash.digest('hex') };
  const wanted = { judgeVersion: pin.judgeVersion, sha256: pin.sha256 };
  expect(found, 'the sources that judge changed: bump judgeVersion and the pin in judge-version.json').toEqual(wanted);
});
