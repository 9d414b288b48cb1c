// Random rule files over random series, for comparison with promtool: the same seed gives the same. Every kind of
// expression that alerts are made of is among them, and what makes an evaluation fail.
import fc from 'fast-check';
import type { DifferentialCase } from './trigger-differential.ts';

const metrics = ['m0', 'm1', 'm2'] as const;
const instances = ['a', 'b', 'c'] as const;
const jobOf: Record<string, string> = { a: 'x', b: 'x', c: 'y' };

const level = fc.constantFrom('0', '1', '2', '3');
/** A few evaluations of a series in promtool's notation, in all lengths. */
const run = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(level, fc.integer({ min: 0, max: 6 })).map(([value, more]) => `${value}x${more}`) },
  { weight: 2, arbitrary: fc.tuple(level, fc.constantFrom('+1', '+2', '-1'), fc.integer({ min: 1, max: 6 })).map(([value, by, more]) => `${value}${by}x${more}`) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 14 }).map((count) => `_x${count}`) },
  { weight: 1, arbitrary: fc.constantFrom('stale', 'NaN', 'Inf', '-Inf') },
); // prettier-ignore
const values = fc.array(run, { minLength: 1, maxLength: 10 }).map((runs) => runs.join(' '));

const metric = fc.constantFrom(...metrics);
const comparison = fc.constantFrom('>', '>=', '<', '<=', '==', '!=');
const limit = fc.constantFrom('0', '1', '2', '0.5', '2.5');
const range = fc.constantFrom('1m', '2m', '90s', '5m');
const expr: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(metric, comparison, limit).map((parts) => parts.join(' ')) },
  { weight: 1, arbitrary: fc.tuple(metric, comparison, limit).map(([m, op, n]) => `${m} ${op} bool ${n}`) },
  { weight: 1, arbitrary: fc.tuple(metric, metric, comparison, limit).map(([m, o, op, n]) => `${m} and on(instance) ${o} ${op} ${n}`) },
  { weight: 1, arbitrary: fc.tuple(metric, metric, comparison, limit).map(([m, o, op, n]) => `${m} unless on(instance) ${o} ${op} ${n}`) },
  { weight: 1, arbitrary: fc.tuple(metric, metric, comparison, limit).map(([m, o, op, n]) => `${m} ${op} ${n} or ${o} ${op} ${n}`) },
  { weight: 1, arbitrary: fc.tuple(metric, comparison, metric).map(([m, op, o]) => `${m} ${op} on(instance) ${o}`) },
  { weight: 1, arbitrary: fc.tuple(metric, comparison, metric).map(([m, op, o]) => `${m} ${op} on(job) group_left sum by (job) (${o})`) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom('sum', 'max', 'count', 'avg'), metric, comparison, limit).map(([of, m, op, n]) => `${of} by (job) (${m}) ${op} ${n}`) },
  { weight: 1, arbitrary: fc.tuple(metric, fc.constantFrom(...instances)).map(([m, i]) => `absent(${m}{instance="${i}"})`) },
  { weight: 1, arbitrary: fc.tuple(metric, range).map(([m, r]) => `absent_over_time(${m}{job="y"}[${r}])`) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('increase', 'rate', 'changes', 'resets', 'delta', 'max_over_time', 'count_over_time'), metric, range, comparison, limit).map(([f, m, r, op, n]) => `${f}(${m}[${r}]) ${op} ${n}`) },
  { weight: 1, arbitrary: fc.tuple(metric, range, comparison, limit).map(([m, r, op, n]) => `${m} offset ${r} ${op} ${n}`) },
  { weight: 1, arbitrary: fc.constantFrom('vector(1)', 'vector(time()) > 200', 'm0 * 0 == 0', 'm1{instance=~"a|b"} > 0', 'm2 - m0 > 0') },
  // Two metrics of the same labels are the same alert, which is an error.
  { weight: 2, arbitrary: fc.constant('{__name__=~"m0|m1"} > 1') },
); // prettier-ignore

const duration = fc.constantFrom('0s', '0s', '15s', '30s', '45s', '1m', '61s', '90s', '2m', '5m');
const label = fc.constantFrom('page', '{{ $labels.instance }}', '{{ $labels.nothing }}', '{{ $value }}', '{{ $labels.job | toUpper }}-{{ printf "%.0f" $value }}', '{{ if $labels.job }}has{{ end }}', ''); // prettier-ignore
const annotation = fc.constantFrom('plain', '{{ $labels.instance }} is {{ $value }}', '{{ humanize $value }} {{ humanizePercentage $value }}', '{{ .Labels.job }}: {{ printf "%.2f" .Value }}', '{{ range $k, $v := $labels }}{{ $k }}{{ end }}', '{{ $labels }}'); // prettier-ignore
const named = (names: string[], value: fc.Arbitrary<string>) => fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 2 }).map((texts) => ({ ...texts })); // prettier-ignore

const rule = fc.record({
  expr,
  for: duration,
  keep_firing_for: fc.oneof({ weight: 2, arbitrary: fc.constant('0s') }, { weight: 1, arbitrary: duration }),
  labels: named(['severity', 'extra', 'job', 'alertname'], label),
  annotations: named(['summary', 'text'], annotation),
});

export const randomCase: fc.Arbitrary<DifferentialCase> = fc
  .record({
    rules: fc.array(rule, { minLength: 1, maxLength: 4 }),
    series: fc.array(fc.tuple(metric, fc.constantFrom(...instances), values), { minLength: 3, maxLength: 9 }),
    intervalSeconds: fc.constantFrom(15, 30, 30, 60),
    steps: fc.integer({ min: 8, max: 30 }),
  })
  .map(({ rules, series, intervalSeconds, steps }) => ({
    rules: { groups: [{ name: 'g', rules: rules.map((one, index) => ({ alert: `Alert${index}`, ...one })) }] },
    series: [...new Map(series.map(([name, instance, text]) => [`${name}{instance="${instance}",job="${jobOf[instance]}"}`, text]))].map(([name, text]) => ({ series: name, values: text })), // prettier-ignore
    intervalSeconds,
    steps,
  }));
