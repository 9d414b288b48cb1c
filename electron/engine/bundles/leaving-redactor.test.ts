import { expect, test } from 'vitest';
import { firstEnvironment } from '#shared/model/environment.ts';
import { cleanLines, plantedSecrets } from '../redact/redaction-corpus.fixture.ts';
import { createLeavingRedactor } from './leaving-redactor.ts';

test('of 500 planted secrets at least 490 do not leave, and each that was replaced is counted by place and kind', () => {
  const { text, counts } = createLeavingRedactor([]);
  const survivors = plantedSecrets(500, 11).filter((planted) =>
    text('note.markdown', planted.text).includes(planted.secret),
  );
  expect(survivors.length).toBeLessThanOrEqual(10);
  expect(counts().every(({ place, count }) => place === 'note.markdown' && count > 0)).toBe(true);
});

test('a random word goes whatever it stands beside, a hash, an id and words do not', () => {
  const { text, json } = createLeavingRedactor([]);
  expect(text('a', 'saw kT9wQz3LmX7vB2nR8sYd4FhJ6cGpA1eU there')).toBe('saw [redacted] there');
  for (const kept of [
    'sha256:5f0c9a7be2d14863aa10f2b7c6d5e4938271605f4e3d2c1b0a99887766554433',
    '01a22534-e64e-7887-8b76-eadc02116f71',
    'checkout-7d9f8b6c5-x2x9z',
    'com.example.SomeVeryLongClassNameOfTheCheckoutService',
  ])
    // prettier-ignore
    expect(text('a', kept)).toBe(kept);
  // Of clean lines only certificates go, which look like keys; that is what stricter means.
  const touched = cleanLines(2000, 12).filter((line) => !line.includes('CERTIFICATE') && text('a', line) !== line);
  expect(touched.slice(0, 3)).toEqual([]);
  // What nothing was found in stays to the letter: hashes are over it.
  expect(json('a', '{ "a" : 1.0 }')).toBe('{ "a" : 1.0 }');
});

test('how a server is reached stays readable, while a secret beside it goes', () => {
  const { json, counts } = createLeavingRedactor(['tango-4711']);
  const auth = { kind: 'bearer', token: 'env:PROM_TOKEN' } as const;
  const fields = { ...firstEnvironment, prometheus: { ...firstEnvironment.prometheus, auth }, vars: { api_key: 'tango-4711', url: 'http://h/?x=1' } }; // prettier-ignore
  const left = JSON.parse(json('environment.fields', JSON.stringify(fields))) as typeof fields;
  expect(left).toEqual({ ...fields, vars: { api_key: '[redacted]', url: 'http://h/?x=1' } });
  expect(counts()).toEqual([{ place: 'environment.fields', kind: 'known', count: 1 }]);
});
