import { expect, test } from 'vitest';
import { displayNameOf, legendName, seriesNames } from './field-name.ts';
import type { FieldStyle } from './field-style.ts';
import { safePattern } from './safe-pattern.ts';
import { shownOf, stepsAt } from './shown.ts';
import { stylesOf } from './style-of.ts';

const result = (text: string | null, colour: string | null = null) => ({ text, colour });
const style: FieldStyle = {
  unit: 'bytes',
  colour: { kind: 'thresholds' },
  thresholds: { mode: 'absolute', steps: [{ at: null, colour: 'green' }, { at: 1024, colour: 'red' }] }, // prettier-ignore
  mappings: [
    { kind: 'value', value: '1', ...result('one', 'blue') },
    { kind: 'range', from: 5, to: null, ...result(null, 'grey') },
    { kind: 'regex', pattern: '^v(\\d+)$', flags: '', ...result('version $1') },
    { kind: 'special', match: 'null+nan', ...result('N/A') },
  ],
};
const text = (raw: Parameters<typeof shownOf>[0], of = style): string => {
  const { prefix, text: middle, suffix, colour } = shownOf(raw, of, { min: 0, max: 2048 });
  return `${prefix}${middle}${suffix} ${colour}`;
};

test('the first mapping that fits stands in the place of the value; one without a text colours it alone', () => {
  expect([1, '1', 4, 2048, 'v12', 'other', null, Number.NaN].map((raw) => text(raw))).toEqual(['one blue', 'one blue', '4 B green', '2 KiB grey', 'version 12 green', 'other green', 'N/A null', 'N/A null']); // prettier-ignore
});

test('colours by thresholds, absolute or of the way, and on a scale', () => {
  expect(text(1023, { ...style, mappings: [] })).toBe('1,023 B green'.replace(',', ''));
  expect(text(1024, { ...style, mappings: [] })).toBe('1 KiB red');
  expect(stepsAt({ mode: 'percentage', steps: [{ at: null, colour: 'a' }, { at: 50, colour: 'b' }] }, { min: 10, max: 20 })[1]).toEqual({ at: 15, colour: 'b' }); // prettier-ignore
  expect(text(1024, { colour: { kind: 'scale', colours: ['#000000', '#ffffff'] } })).toBe('1024 #808080');
  expect(text(null, {})).toBe('– null');
  expect(text(null, { noValue: '0' })).toBe('0 null');
  expect(shownOf(50, { unit: 'percent' }, null).share).toBe(0.5);
});

test('overrides apply in their order, by name, pattern, kind and query', () => {
  const of = stylesOf({
    style: { unit: 'short', decimals: 1 },
    overrides: [
      { matcher: { kind: 'regexp', pattern: '^tx', flags: 'i' }, style: { mirrored: true } },
      { matcher: { kind: 'names', names: ['rx'], except: false }, style: { unit: 'bps' } },
      { matcher: { kind: 'names', names: ['rx'], except: true }, style: { hideFromChart: true } },
      { matcher: { kind: 'query', refId: 'B' }, style: { decimals: 3 } },
    ],
  });
  const field = (shownName: string, refId = 'A') => of({ name: 'Value', shownName, type: 'number', refId });
  expect(field('rx')).toEqual({ unit: 'bps', decimals: 1 });
  expect(field('TX eth0', 'B')).toEqual({ unit: 'short', decimals: 3, mirrored: true, hideFromChart: true });
});

test('series are called what the legend says, and what tells them apart where it says nothing', () => {
  const all = [{ __name__: 'up', job: 'a', pod: 'x' }, { __name__: 'up', job: 'a', pod: 'y' }]; // prettier-ignore
  expect(seriesNames(all, '{{pod}}/{{ job }}/{{none}}', 'up')).toEqual(['x/a/', 'y/a/']);
  expect(seriesNames(all, '__auto', 'up')).toEqual(['x', 'y']);
  expect(seriesNames(all, '', 'up')[0]).toBe('up{job="a", pod="x"}');
  expect(seriesNames([{}], '__auto', 'sum(up)')).toEqual(['sum(up)']);
  expect(legendName('{{__proto__}}{{toString}}!', {})).toBe('!');
  const named = { name: 'Value', shownName: 'legend', labels: { job: 'api', 'a b': 'c' } };
  expect(displayNameOf('${__field.labels.job} ${__field.labels["a b"]} ${__field.name} ${__series.name} $__x', named)).toBe('api c Value legend $__x'); // prettier-ignore
});

test('patterns that could take for ever are refused, those that dashboards use are not', () => {
  for (const pattern of [
    '.*instance="([^"]*).*',
    '/.*Trans.*/',
    '^(?!lo).*$',
    '.*a.*|.*b.*|.*c.*|.*d.*',
    '[a-z]+|nvme[0-9]+n[0-9]+',
    '\\d+\\-(?<text>x)',
  ]) {
    // prettier-ignore
    expect(typeof safePattern(pattern)).toBe('object');
  }
  for (const pattern of ['(a+)+$', '(a|a)*b', '((a{1,})b?)*', '(', 'a'.repeat(3000)]) expect(typeof safePattern(pattern)).toBe('string'); // prettier-ignore
});

test('a text has the colour that lies below all thresholds; nothing has none, as nothing is known of it', () => {
  const style = { colour: { kind: 'thresholds' }, thresholds: { mode: 'absolute', steps: [{ at: null, colour: 'green' }, { at: 1, colour: 'red' }] } } as const; // prettier-ignore
  const made = { ...style, thresholds: { ...style.thresholds, steps: [...style.thresholds.steps] } };
  expect(['Burstable', '', null, Number.NaN].map((raw) => shownOf(raw, made, null).colour)).toEqual(['green', null, null, null]); // prettier-ignore
});
