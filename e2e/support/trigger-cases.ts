// Named cases of alerting rules over series, for comparison with promtool and with a real server. `states` says what must
// come of it, so that two engines that are wrong in the same way are seen as well.
export type SampleToken = number | '_' | 'stale';

export interface TriggerCase {
  name: string;
  rule: {
    alert: string;
    expr: string;
    for?: string;
    keep_firing_for?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  /** Values at every evaluation; `_` is none, `stale` is the marker of a series that ended. */
  series: { series: string; values: SampleToken[] }[];
  /** The gravest state of any instance at each evaluation: `.` none, `p` pending, `F` firing. Runs as `F*3`. */
  states: string;
}

export const caseIntervalSeconds = 30;
export const caseSteps = 24;

const times = (count: number, ...values: SampleToken[]): SampleToken[] => Array.from({ length: count }, () => values).flat(); // prettier-ignore
const counting = (from: number, count: number, by: number): number[] => Array.from({ length: count }, (_, index) => from + index * by); // prettier-ignore
/** Filled up with its last value. */
const row = (...values: SampleToken[]): SampleToken[] => [...values, ...times(caseSteps, values.at(-1) ?? '_')].slice(0, caseSteps); // prettier-ignore

export const triggerCases: TriggerCase[] = [
  {
    name: 'for: 0 fires at once',
    rule: { alert: 'ForZero', expr: 'c1 > 0', for: '0s' },
    series: [{ series: 'c1{instance="a"}', values: row(0, 1, 1, 0) }],
    states: '.*1 F*2 .*21',
  },
  {
    name: 'it fires at the evaluation at which the time is exactly over',
    rule: { alert: 'Exactly', expr: 'c2 == 0', for: '1m' },
    series: [{ series: 'c2{instance="a"}', values: row(1, 0, 0, 0, 1) }],
    states: '.*1 p*2 F*1 .*20',
  },
  {
    name: 'a time between two evaluations is over at the next',
    rule: { alert: 'Between', expr: 'c3 == 0', for: '61s' },
    series: [{ series: 'c3{instance="a"}', values: row(1, 0, 0, 0, 0, 1) }],
    states: '.*1 p*3 F*1 .*19',
  },
  {
    name: 'flapping: each time that it is false the time starts anew',
    rule: { alert: 'Flapping', expr: 'c4 > 0', for: '1m' },
    series: [{ series: 'c4{instance="a"}', values: row(1, 1, 0, 1, 1, 0, 1, 1, 1, 0) }],
    states: 'p*2 .*1 p*2 .*1 p*2 F*1 .*15',
  },
  {
    name: 'missing samples: the last one stands for five minutes, then the alert is gone',
    rule: { alert: 'Missing', expr: 'c5 > 0', for: '30s' },
    series: [{ series: 'c5{instance="a"}', values: [1, ...times(caseSteps - 1, '_')] }],
    states: 'p*1 F*10 .*13',
  },
  {
    name: 'missing samples shorter than that change nothing',
    rule: { alert: 'Bridged', expr: 'c6 > 0', for: '2m' },
    series: [{ series: 'c6{instance="a"}', values: row(1, '_', '_', 1, '_', 1, 0) }],
    states: 'p*4 F*2 .*18',
  },
  {
    name: 'keep_firing_for counts from the first evaluation at which it is missing, and starts anew',
    rule: { alert: 'Kept', expr: 'c7 > 0', keep_firing_for: '90s' },
    series: [{ series: 'c7{instance="a"}', values: row(1, 0, 0, 1, 0) }],
    states: 'F*7 .*17',
  },
  {
    name: 'keep_firing_for does not keep what is only pending',
    rule: { alert: 'NotKept', expr: 'c8 > 0', for: '1m', keep_firing_for: '5m' },
    series: [{ series: 'c8{instance="a"}', values: row(1, 1, 0, 1, 1, 1, 0) }],
    states: 'p*2 .*1 p*2 F*11 .*8',
  },
  {
    name: 'absent() is true while there is nothing, with the labels it was asked for',
    rule: { alert: 'Absent', expr: 'absent(c9{job="api"})', for: '30s', labels: { severity: 'page' } },
    series: [{ series: 'c9{job="api"}', values: [1, ...times(14, '_'), ...times(9, 1)] as SampleToken[] }],
    states: '.*11 p*1 F*3 .*9',
  },
  {
    name: 'increase() over a counter that was reset',
    rule: { alert: 'Restarts', expr: 'increase(c10[2m]) > 3', for: '30s' },
    series: [{ series: 'c10{instance="a"}', values: row(...counting(10, 4, 0), ...counting(12, 4, 2), 0, 2, 4, 6, 6) }],
    states: '.*5 p*1 F*8 .*10',
  },
  {
    name: 'labels and annotations with templates; an empty label is none; a label with the value never fires',
    rule: {
      alert: 'Templates',
      expr: 'c11 > 1',
      for: '30s',
      labels: { who: '{{ $labels.instance | toUpper }}', none: '{{ $labels.nothing }}', job: '' },
      annotations: { text: '{{ $labels.instance }} of {{ $labels.job }}: {{ $value | printf "%.1f" }} {{ humanize $value }}' }, // prettier-ignore
    },
    series: [
      { series: 'c11{instance="a",job="x"}', values: row(1, 2, 3, 4, 1) },
      { series: 'c11{instance="b",job="y"}', values: row(2000, 3000, 1) },
    ],
    states: 'p*1 F*3 .*20',
  },
  {
    name: 'a value among the labels makes another alert each time, which never fires',
    rule: { alert: 'ValueLabel', expr: 'c12 > 0', for: '30s', labels: { value: '{{ $value }}' } },
    series: [{ series: 'c12{instance="a"}', values: row(1, 2, 3, 4, 4, 4, 0) }],
    states: 'p*4 F*2 .*18',
  },
  {
    name: 'a comparison with bool is always true',
    rule: { alert: 'Bool', expr: 'c13 > bool 1', for: '1m' },
    series: [{ series: 'c13{instance="a"}', values: row(0, 2, 0) }],
    states: 'p*2 F*22',
  },
  {
    name: 'vectors matched on a label, many to one',
    rule: { alert: 'Matching', expr: 'c14_used / on(instance) group_left c14_size > 0.5', for: '30s' },
    series: [
      { series: 'c14_used{instance="a",disk="1"}', values: row(4, 6, 6, 6, 4) },
      { series: 'c14_used{instance="a",disk="2"}', values: row(4, 4, 6, 6, 6, 4) },
      { series: 'c14_size{instance="a"}', values: row(10) },
    ],
    states: '.*1 p*1 F*3 .*19',
  },
  {
    name: 'and, unless: true only beside, and not beside, another',
    rule: {
      alert: 'Sets',
      expr: '(c15 > 0 and on(instance) c15_up == 1) unless on(instance) c15_silence > 0',
      for: '30s',
    },
    series: [
      { series: 'c15{instance="a"}', values: row(1) },
      { series: 'c15_up{instance="a"}', values: row(0, 0, 1, 1, 1, 1, 1, 0) },
      { series: 'c15_silence{instance="a"}', values: row(0, 0, 0, 0, 1, 1, 0) },
    ],
    states: '.*2 p*1 F*1 .*2 p*1 .*17',
  },
  {
    name: 'not a number is neither more nor less, but it is not equal',
    rule: { alert: 'NotANumber', expr: 'c16 != 1', for: '30s', annotations: { text: '{{ $value }}' } },
    series: [{ series: 'c16{instance="a"}', values: row(1, Number.NaN, Number.NaN, 1) }],
    states: '.*1 p*1 F*1 .*21',
  },
  {
    name: 'one instance resolves while another fires',
    rule: { alert: 'Several', expr: 'c17 > 0', for: '1m' },
    series: [
      { series: 'c17{instance="a"}', values: row(1, 1, 1, 1, 0) },
      { series: 'c17{instance="b"}', values: row(0, 0, 1, 1, 1, 1, 0) },
      { series: 'c17{instance="c"}', values: [...times(8, '_'), ...times(16, 1)] },
    ],
    states: 'p*2 F*4 .*2 p*2 F*14',
  },
];

/** Stale markers cannot be written as OpenMetrics, so this one is for promtool's own storage alone. */
export const staleCase: TriggerCase = {
  name: 'staleness: a series that ended is missing at once',
  rule: { alert: 'Stale', expr: 'c18 > 0', for: '30s', keep_firing_for: '1m' },
  series: [{ series: 'c18{instance="a"}', values: row(1, 1, 1, 'stale', '_') }],
  states: 'p*1 F*4 .*19',
};

/** `p*2 F*1` as one letter for each evaluation. */
export function statesOf(text: string): string[] {
  return text.split(' ').flatMap((run) => {
    const [letter = '', count = '1'] = run.split('*');
    return Array.from({ length: Number(count) }, () => letter);
  });
}
