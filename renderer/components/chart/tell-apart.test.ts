import { expect, test } from 'vitest';
import { tellApart } from './tell-apart.ts';

test('of long names what differs is left', () => {
  const host = (number: number): string => `checkout-attestor-api-${number}.prod-eu-west-1.internal:9090`;
  expect(tellApart([host(0), host(1), host(12)])).toEqual(['…api-0…', '…api-1…', '…api-12…']);
  expect(tellApart(['http_requests_total{path="/attest"}', 'http_requests_total{path="/verify"}'])).toEqual(['…/attest…', '…/verify…']); // prettier-ignore
});

test('short names, a single one and those without anything in common stay whole', () => {
  expect(tellApart(['api-0', 'api-1'])).toEqual(['api-0', 'api-1']);
  expect(tellApart(['a name that is far too long for it'])).toEqual(['a name that is far too long for it']);
  expect(tellApart(['one name that is long enough', 'another that is longer even 2'])).toEqual(['one name that is long enough', 'another that is longer even 2']); // prettier-ignore
});
