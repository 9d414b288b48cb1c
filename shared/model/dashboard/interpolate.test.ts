import { describe, expect, test } from 'vitest';
import { interpolateLegend, interpolateQuery, interpolateText, rateIntervalMs, variablesIn, type InterpolationScope } from './interpolate.ts'; // prettier-ignore
import { momentMs } from './moment.ts';
import { stepMsOf, writtenStepMs } from './steps.ts';
import type { VariableValue } from './variable.ts';

const value = (name: string, values: string[], more: Partial<VariableValue> = {}): VariableValue => ({ name, values, texts: values, all: false, allAs: null, multi: false, ...more }); // prettier-ignore
const scope = (...variables: VariableValue[]): InterpolationScope => ({ variables: new Map(variables.map((one) => [one.name, one])), fromMs: 0, toMs: 3_600_000, intervalMs: 30_000, scrapeIntervalMs: 15_000, dashboard: { title: 'Shop', uid: 'shop' }, utc: true }); // prettier-ignore
const hosts = value('host', ['a.b', 'c+d'], { multi: true, texts: ['A', 'C'] });
const query = (text: string, ...variables: VariableValue[]): string => interpolateQuery(text, scope(...variables)).text;

describe('in a query', () => {
  test('one value is put in as it is; of a variable of which several may be chosen a pattern is made', () => {
    expect(query('up{job="$job"}', value('job', ['a.b']))).toBe('up{job="a.b"}');
    expect(query('up{h=~"$host"}', hosts)).toBe('up{h=~"(a\\\\.b|c\\\\+d)"}');
    expect(query('up{h=~"[[host]]"}', value('host', ['a.b'], { multi: true }))).toBe('up{h=~"a\\\\.b"}');
    expect(query('x{a=~"$p"}', value('p', ['a\\d']))).toBe('x{a=~"a\\\\d"}');
  });

  test('All is every option, or the text that stands for it, with the variables in that', () => {
    expect(query('{h=~"$host"}', { ...hosts, all: true })).toBe('{h=~"(a\\\\.b|c\\\\+d)"}');
    expect(query('{h=~"$host"}', { ...hosts, all: true, allAs: '.*' })).toBe('{h=~".*"}');
    expect(query('{h=~"$host"}', { ...hosts, all: true, allAs: '$job-.+' }, value('job', ['api']))).toBe('{h=~"api-.+"}'); // prettier-ignore
    expect(query('$a', value('a', [], { all: true, allAs: '$a' }))).toBe('$a');
  });

  test.each([
    ['csv', 'a.b,c+d'],
    ['pipe', 'a.b|c+d'],
    ['regex', '(a\\.b|c\\+d)'],
    ['glob', '{a.b,c+d}'],
    ['json', '["a.b","c+d"]'],
    ['raw', 'a.b,c+d'],
    ['text', 'A + C'],
    ['queryparam', 'var-host=a.b&var-host=c%2Bd'],
    ['singlequote', "'a.b','c+d'"],
    ['doublequote', '"a.b","c+d"'],
    ['percentencode', '%7Ba.b%2Cc%2Bd%7D'],
    ['distributed', 'a.b,host=c+d'],
    ['join: and ', 'a.b and c+d'],
  ])('in the format %s', (format, text) => expect(query(`\${host:${format}}`, hosts)).toBe(text));

  test('steps and spans', () => {
    expect(query('rate(x[$__rate_interval]) + y[$__interval] + $__interval_ms + z[$__range] + $__range_s + ${__range_ms}')).toBe('rate(x[1m]) + y[30s] + 30000 + z[3600s] + 3600 + 3600000'); // prettier-ignore
    expect(rateIntervalMs({ intervalMs: 120_000, scrapeIntervalMs: 15_000 })).toBe(135_000);
    expect(query('$__from ${__to:date:seconds} ${__to:date} ${__to:date:YYYY-MM}')).toBe('0 3600 1970-01-01T01:00:00.000Z 1970-01'); // prettier-ignore
  });

  test('what is not known stays and is named, groups of label_replace are left alone', () => {
    const made = interpolateQuery('label_replace(x{a="$nobody", b="${host:lucene}"}, "c", "$1", "d", "(.*)") * $timeFilter', scope(hosts)); // prettier-ignore
    expect(made.text).toContain('a="$nobody", b="${host:lucene}"}, "c", "$1"');
    expect(made.unknown).toEqual(['$nobody', '${host:lucene}', '$timeFilter']);
    expect(interpolateQuery('x{a="$toString", b="$__proto__"}', scope()).unknown).toHaveLength(2);
    expect(interpolateQuery('$none', scope(value('none', []))).empty).toEqual(['none']);
  });
});

test('titles have texts, legends keep their labels', () => {
  expect(interpolateText('Hosts $host of ${__dashboard}', scope(hosts)).text).toBe('Hosts A + C of Shop');
  expect(interpolateText('$host', scope({ ...hosts, all: true })).text).toBe('All');
  expect(interpolateLegend('{{pod}} $host ${__field.labels.x}', scope(hosts))).toMatchObject({ text: '{{pod}} {a.b,c+d} ${__field.labels.x}', unknown: [] }); // prettier-ignore
  expect(variablesIn('a{b="$x", c=~"${y:regex}", d="[[z]]"}[$__range] $1')).toEqual(['x', 'y', 'z', '__range']);
});

test('steps are readable, never too fine for the panel or too many for the server', () => {
  const step = (hours: number, points: number, leastMs = 1000) => stepMsOf({ fromMs: 0, toMs: hours * 3_600_000, points, leastMs }); // prettier-ignore
  expect([step(1, 700), step(24, 600), step(24, 600, 300_000), step(24 * 365, 100_000)]).toEqual([5000, 120_000, 300_000, 3_600_000]); // prettier-ignore
  expect(['30s', '>1m', '15', '1.5h', '', '$x'].map(writtenStepMs)).toEqual([30_000, 60_000, 15_000, 5_400_000, null, null]); // prettier-ignore
});

test('moments as dashboards write them', () => {
  const nowMs = Date.UTC(2024, 2, 31, 12, 34, 56);
  const at = (text: string, edge: 'from' | 'to' = 'from') => {
    const found = momentMs(text, edge, { nowMs, utc: true });
    return found === null ? null : new Date(found).toISOString();
  };
  expect(at('now')).toBe('2024-03-31T12:34:56.000Z');
  expect(at('now-6h')).toBe('2024-03-31T06:34:56.000Z');
  expect(at('now/d')).toBe('2024-03-31T00:00:00.000Z');
  expect(at('now/d', 'to')).toBe('2024-03-31T23:59:59.999Z');
  expect(at('now-1d/d')).toBe('2024-03-30T00:00:00.000Z');
  expect(at('now/w')).toBe('2024-03-25T00:00:00.000Z');
  // The shorter month ends the day that the longer one has no more.
  expect(at('now-1M')).toBe('2024-02-29T12:34:56.000Z');
  expect(at('2024-01-02')).toBe('2024-01-02T00:00:00.000Z');
  expect(at('2024-01-02 03:04:05')).toBe('2024-01-02T03:04:05.000Z');
  expect(at('1700000000000')).toBe('2023-11-14T22:13:20.000Z');
  expect(['yesterday', 'now-', 'now-1x', ''].map((text) => at(text))).toEqual([null, null, null, null]);
});
