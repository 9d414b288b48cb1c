// Reading a series from its bytes: to the bit what the parser that knows all of JSON makes of it, or nothing.
import { expect, test } from 'vitest';
import { readRange } from './read-range.ts';
import { readSeries } from './read-sample.ts';

const seriesOf = (values: string, metric = '{"__name__":"up","job":"a\\"}b{"}'): Buffer =>
  Buffer.from(`{"metric":${metric},"values":[${values}]}`);

const numbers = [
  '0', '-0', '1', '-1.5', '0.1', '53.221', '1e-7', '-2.5e+21', 'NaN', '+Inf', '-Inf', '1.7976931348623157e+308', '5e-324',
  // Around where a quotient of two whole numbers would no longer be the nearest.
  '999999999999999', '9007199254740993', '0.000000000000001', '123456789.012345', '0.30000000000000004', '12345678901234567890',
  ...Array.from({ length: 2000 }, (_, at) => String(Math.sin(at * 12.9898) * 10 ** ((at % 31) - 12))),
  ...Array.from({ length: 500 }, (_, at) => (Math.sin(at) * 1000).toFixed(at % 9)),
]; // prettier-ignore

test('every number is to the bit what the parser makes of it, whatever its form', () => {
  const json = seriesOf(numbers.map((text, at) => `[${1_795_899_600 + at}${at % 3 === 0 ? `.${at % 1000}` : ''},"${text}"]`).join(',')); // prettier-ignore
  const read = readRange(json);
  const known = readSeries(json);
  expect(read?.labels).toEqual(known.labels);
  expect(read?.times).toEqual(known.times);
  const bits = (values: Float64Array | undefined): BigUint64Array => new BigUint64Array(values?.slice().buffer ?? new ArrayBuffer()); // prettier-ignore
  expect(bits(read?.values)).toEqual(bits(known.values));
});

test('what is written otherwise, or wrongly, is left to the parser', () => {
  expect(readRange(seriesOf('[1,"2"]'))?.values).toEqual(Float64Array.of(2));
  const others = ['', '[1, "2"]', '[1,2]', '[2,"1"],[1,"1"]', '[1e3,"1"]', '[1,"\\u0031"]', '[1,"2"],', '[1,"2",3]'];
  for (const values of others) expect(readRange(seriesOf(values)), values).toBeNull();
  expect(readRange(Buffer.from('{"metric":{},"values":[[1,"2"]],"histograms":[]}'))).toBeNull();
  expect(readRange(Buffer.from('{"values":[[1,"2"]],"metric":{}}'))).toBeNull();
  expect(readRange(Buffer.from('{"metric":{"a":"b'))).toBeNull();
});
