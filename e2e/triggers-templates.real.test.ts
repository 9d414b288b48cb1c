// Templates of labels and annotations, filled in by us and by promtool: the same texts.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { promtoolTest, type PromtoolCase } from './support/promtool.ts';
import { realSuite } from './support/real-suite.ts';
import { expandTemplate } from '#shared/model/triggers/template.ts';

const suite = realSuite('promtool', ['promtool']);

const texts = [
  '{{ $value }} {{ .Value }} {{ printf "%v" $value }} {{ printf "%g" $value }} {{ print $value " " $value 1 }}',
  '{{ printf "%.0f %.1f %.2f %.3f %f" $value $value $value $value $value }}',
  '{{ printf "%e %.2e %.4g %.10g %G" $value $value $value $value $value }}',
  '{{ printf "%5.1f|%-12.2e|%+.1f|%08.3f|% .2f" $value $value $value $value $value }}',
  '{{ printf "%d %s %t %x %q %6.3d" $value $value $value 255 $labels.job $value }}',
  '{{ printf "%s" }} {{ printf "%d%%" 5 6 }} {{ printf "%s|%10s|%-10s|%.2s" "a" "b" "c" "def" }} {{ printf "%5d|%05d|%-5d|%+d" 42 42 42 42 }}',
  '{{ humanize $value }} {{ humanize1024 $value }} {{ humanizeDuration $value }} {{ humanizePercentage $value }}',
  '{{ $value | humanizeTimestamp }} {{ $value | humanize | printf "%s!" }} {{ $value | printf "%.1f" | printf "%10s" }}',
  '{{ $labels.job }} {{ .Labels.instance }} [{{ $labels.missing }}] {{ $labels }} {{ $labels.__name__ }}',
  '{{ $externalLabels.region }} {{ .ExternalLabels.region }} [{{ $externalLabels.no }}] {{ $externalURL }} {{ . }}',
  '{{ title "the quick-brown fox_jumps o’clock élan 4th" }} {{ toUpper $labels.job }} {{ "ABC" | toLower }} {{ title $labels.job }}',
  '{{ reReplaceAll "(.*):.*" "$1" $labels.instance }} {{ reReplaceAll "[0-9]+" "<${0}>" $labels.instance }} {{ reReplaceAll "(?i)(?P<a>HOST)" "${a}-$a-$9x" $labels.instance }}',
  '{{ if match "^a" $labels.job }}yes{{ else }}no{{ end }} {{ match "^ap[[:alpha:]]$" $labels.job }} {{ $labels.job | match "z" }}',
  '{{ if gt $value 1.5 }}high{{ else if gt $value 0.0 }}low{{ else }}none{{ end }}',
  '{{ if and (ge $value 1.0) (lt $value 1000.0) }}mid{{ end }}{{ if or (eq $labels.job "x") (eq $labels.job "y" "api") }}known{{ end }}{{ if not $labels.nope }}!{{ end }}',
  '{{ and $labels.job 1 }} {{ or $labels.no "else" }} {{ eq 1 1 }} {{ ne "a" "b" }} {{ le 1.5 1.5 }} {{ len $labels.job }} {{ len $labels }}',
  'a  {{- " b " -}}  c {{- /* nothing */ -}} d {{/* e */}} f',
  '{{ $x := $labels.job }}{{ $x }}{{ if true }}{{ $x = "new" }}{{ $y := 1 }}{{ $x }}{{ $y }}{{ end }}{{ $x }}',
  '{{ with $labels.job }}{{ . }}/{{ $.Value }}{{ else }}nothing{{ end }}{{ with $labels.no }}a{{ else }}b{{ end }}{{ with $z := "q" }}{{ $z }}{{ . }}{{ end }}',
  '{{ range $k, $v := $labels }}{{ $k }}={{ $v }};{{ end }}{{ range $labels }}{{ . }},{{ end }}{{ range $externalLabels }}x{{ else }}e{{ end }}',
  '{{ index $labels "job" }} {{ index .Labels "no" }} {{ html "<a href=\'x\'>&\\"</a>" }} {{ urlquery "a b&c/ü" }} {{ `raw "text"` }} {{ "tab\\tquote\\" \\u00e9" }}',
  '{{ graphLink "up == 0" }} {{ tableLink "up{a=\\"b\\"}" }} {{ safeHtml "<b>" }} {{ stripPort "host:9090" }} {{ parseDuration "1h30m" }} {{ println 1 2 "x" 3 }}',
  '{{ 1 }} {{ 1.0 }} {{ 1e3 }} {{ 0x10 }} {{ -5 }} {{ true }} {{ \'a\' }} {{ 1_000 }} {{ (print "a" 1) }} {{ print (len "héé") nil }}',
  '{{ "" }}{{ print }}{{ $value | print "v=" }}',
  // What goes wrong does so in both.
  '{{ humanize "x" }}',
  '{{ gt $value 5 }}',
  '{{ .Nope }}',
  '{{ $labels.job.more }}',
  '{{ title 5 }}',
  '{{ humanize 1 2 }}',
];
const failing = 6;
const values = [0, 1, -1, 0.125, 0.375, 2.5, 1234567, 123456, 99_999.5, 1e8, 1e21, 1.5e-7, 59.9999, 3661, 90061, 1e15, 999.95, 1023.99, -0.5, 1435065584.128]; // prettier-ignore

const labels = { __name__: 'm', job: 'api', instance: 'host1:9090' };
const externalLabels = { region: 'eu' };
const ours = (text: string, value: number): string =>
  expandTemplate(text, { name: '__alert_A', labels, value, externalLabels, externalUrl: '' });
const failed = '<error expanding template: ';
/** The reasons of failures are worded alike, but not the same. */
const shown = (text: string): string => (text.startsWith(failed) ? failed : text);

function caseOf(templates: readonly string[], numbers: readonly number[]): PromtoolCase {
  const annotations = Object.fromEntries(templates.map((text, index) => [`t${index}`, text]));
  return {
    rules: { groups: [{ name: 'g', rules: [{ alert: 'A', expr: 'm', annotations }] }] },
    series: [{ series: 'm{job="api",instance="host1:9090"}', values: numbers.join(' ') }],
    intervalSeconds: 30,
    externalLabels,
    alerts: numbers.map((_, index) => ({ atSeconds: index * 30, name: 'A', expected: [] })),
    queries: [],
  };
}

/** What differs, and how much was compared. */
async function compare(
  templates: readonly string[],
  numbers: readonly number[],
): Promise<{ differ: string[]; compared: number }> {
  const [answer] = await promtoolTest([caseOf(templates, numbers)]);
  const differ: string[] = [];
  let compared = 0;
  for (const [index, value] of numbers.entries()) {
    const theirs = answer?.alerts.get(`A@${index * 30}`)?.[0]?.annotations ?? {};
    for (const [at, text] of templates.entries()) {
      // Beyond an int64 what Go converts to is left to the machine.
      if (Math.abs(value) >= 2 ** 63 && text.includes('humanizeDuration')) continue;
      if (Math.abs(value * 1e9) >= 2 ** 63 && text.includes('humanizeTimestamp')) continue;
      compared++;
      const [mine, other] = [shown(ours(text, value)), shown(theirs[`t${at}`] ?? 'not answered')];
      if (mine !== other) differ.push(`${text} of ${value}\n  ours   ${mine}\n  theirs ${other}`);
    }
  }
  return { differ, compared };
}

describe.skipIf(suite.skip)(`templates beside promtool${suite.why}`, () => {
  test('what rules use comes out the same, for many values', async () => {
    const { differ, compared } = await compare(texts, values);
    expect(differ).toEqual([]);
    expect(compared).toBeGreaterThan(500);
    // Being wrong in the same way is for the last ones alone.
    const wrong = texts.filter((text) => ours(text, 1).startsWith(failed));
    expect(wrong).toEqual(texts.slice(-failing));
  });

  test('numbers of every size come out the same', async () => {
    const seen = fc.sample(
      fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
      { numRuns: 300, seed: 4 },
    );
    const everyday = fc.sample(fc.integer({ min: -10_000_000, max: 10_000_000 }), { numRuns: 300, seed: 5 }).map((n) => n / 1000); // prettier-ignore
    const { differ, compared } = await compare([texts[0], texts[1], texts[2], texts[6]].map(String), [
      ...seen,
      ...everyday,
    ]);
    expect(differ).toEqual([]);
    expect(compared).toBeGreaterThan(2000);
  });
});
