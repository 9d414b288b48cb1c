import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expandTemplate, templateProblem } from './template.ts';

const data = {
  name: '__alert_A',
  labels: { __name__: 'm', job: 'api', instance: 'host1:9090' },
  value: 0.1234567,
  externalLabels: { region: 'eu' },
  externalUrl: 'https://prometheus.example/prefix/',
};
const expand = (text: string, value = data.value): string => expandTemplate(text, { ...data, value });

// Expected texts are what promtool 2.42 gave; e2e/triggers-templates.real.test.ts asks it itself.
test.each([
  ['{{ $labels.job }} on {{ .Labels.instance }}: {{ $labels.missing }}.', 'api on host1:9090: .'],
  ['{{ $value | humanizePercentage }} {{ printf "%.2f" .Value }} {{ $value }}', '12.35% 0.12 0.1234567'],
  ['{{ $externalLabels.region }} {{ externalURL }} {{ pathPrefix }}', 'eu https://prometheus.example/prefix/ /prefix/'],
  ['{{ if gt $value 0.1 }}high{{ else if gt $value 0.0 }}low{{ else }}none{{ end }}', 'high'],
  ['a {{- " b " -}} c {{- /* nothing */ -}} d', 'a b cd'],
  ['{{ range $k, $v := $labels }}{{ $k }}={{ $v }};{{ end }}', '__name__=m;instance=host1:9090;job=api;'],
  ['{{ with $labels.no }}a{{ else }}b{{ end }}{{ $x := "q" }}{{ if true }}{{ $x = "r" }}{{ end }}{{ $x }}', 'br'],
  ['{{ reReplaceAll "(.*):.*" "$1" $labels.instance | title }} {{ match "^a" $labels.job }}', 'Host1 true'],
  ['{{ printf "%d" $value }} {{ printf "%s" }} {{ printf "a" 1 }}', '%!d(float64=0.1234567) %!s(MISSING) a%!(EXTRA int=1)'], // prettier-ignore
  ['no template', 'no template'],
])('%s', (text, filledIn) => {
  expect(expand(text)).toBe(filledIn);
});

test('numbers are rounded half to even and shortened as Go does', () => {
  const numbers = [0.125, 0.375, 2.5, 1234567, 1e21, 3661];
  expect(numbers.map((value) => expand('{{ printf "%.2f" $value }}|{{ printf "%.0f" $value }}|{{ $value }}', value))).toEqual([
    '0.12|0|0.125',
    '0.38|0|0.375',
    '2.50|2|2.5',
    '1234567.00|1234567|1.234567e+06',
    '1000000000000000000000.00|1000000000000000000000|1e+21',
    '3661.00|3661|3661',
  ]); // prettier-ignore
  expect(expand('{{ humanize $value }} {{ humanize1024 $value }} {{ humanizeDuration $value }}', 3661)).toBe('3.661k 3.575ki 1h 1m 1s'); // prettier-ignore
  expect(expand('{{ humanizeTimestamp $value }}', 1435065584.128)).toBe('2015-06-23 13:19:44.128 +0000 UTC');
});

test('what needs a query stays as it was written, with a mark; the rest is filled in', () => {
  expect(expand('{{ $labels.job }}: {{ query "up" | first | value }}')).toBe(
    'api: [not asked here] {{ query "up" | first | value }}',
  );
  const block = '{{ with query "up" }}{{ . | first | value }}{{ else }}none{{ end }}';
  expect(expand(`a ${block} b`)).toBe(`a [not asked here] ${block} b`);
  expect(expand('{{ $q := query "up" }}{{ range $q }}x{{ end }}{{ $labels.job }}')).toBe(
    '[not asked here] {{ range $q }}x{{ end }}api',
  );
});

describe('a template that does not hold', () => {
  test('is said in the text, as Prometheus does', () => {
    expect(expand('{{ humanize "x" }}')).toBe(
      '<error expanding template: error executing template __alert_A: template: __alert_A: strconv.ParseFloat: parsing "x": invalid syntax>',
    );
    expect(expand('{{ gt $value 5 }}')).toMatch(/incompatible types for comparison/);
    expect(expand('{{ $labels.job')).toMatch(/^<error expanding template: error parsing/);
  });

  test.each([
    ['{{ $nope }}', 'undefined variable "$nope"'],
    ['{{ nope 1 }}', 'function "nope" not defined'],
    ['{{ if true }}', 'unexpected EOF: a block has no {{end}}'],
    ['{{ end }}', 'unexpected {{end}}'],
    ['{{ "a }}', 'unterminated quoted string'],
    ['{{ (1 }}', 'unclosed left paren'],
    ['{{ }}', 'missing value for command'],
    ['{{ define "x" }}{{ end }}', '{{define}} is not supported in rules here'],
    ['{{ 1 | 2 }}', 'non executable command in pipeline stage 2'],
    ['{{ if true }}a{{ else }}b{{ else }}c{{ end }}', 'a second {{else}} in one block'],
  ])('%s', (text, problem) => {
    expect(templateProblem(text)).toBe(problem);
  });

  test('never throws, whatever it is made of', () => {
    const parts = '{{|}}|{{-|-}}|if|else|end|range|with|$labels|$value|.|.Labels|.x|:=|=|,|(|)|\\||"a"|`b`|\'c\'|1|1.5|0x_|-|/*|*/|printf|humanize|index|len|eq|match|reReplaceAll|"(?ii)a"|"["|query|first|nil| |\n|é'.split('|'); // prettier-ignore
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts, ' '), { maxLength: 20 }), (tokens) => {
        expect(typeof expand(tokens.join(''))).toBe('string');
        expect(typeof expand(`{{ ${tokens.join(' ')} }}`)).toBe('string');
      }),
      { numRuns: 300, seed: 6 },
    );
    expect(expand('{{ reReplaceAll "(?ii)A" "x" "aA" }} {{ reReplaceAll "(a)" "$1$2" "ab" }}')).toBe('xx ab');
  });

  test('costs nobody time or memory', () => {
    expect(expand('{{ printf "%1000000000d" 1 }}')).toMatch(/more than 1000/);
    expect(expand('{{ reReplaceAll "(a+)+$" "" "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab" }}')).toMatch(/not run here/);
    expect(templateProblem(`${'{{ if true }}'.repeat(5000)}`)).toMatch(/nested/);
    expect(templateProblem(`{{ ${'('.repeat(5000)} }}`)).toMatch(/nested/);
  });
});
