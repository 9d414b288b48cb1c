// A backtest in lines for people. Pure.
import type { BacktestAlert, BacktestReport } from '#engine/triggers/backtest.ts';
import type { BacktestSpan } from '#engine/triggers/backtest-spans.ts';
import { exactDurationInWords } from '#shared/model/duration.ts';
import type { BacktestResult } from '#shared/model/learning/backtest-result.ts';
import { labelKey } from '#shared/model/triggers/label-key.ts';
import { printable, type Paint } from './terminal-text.ts';

/** How the firings of each alert stand to the incidents of the time. */
export function alarmLines(results: readonly BacktestResult[]): string[] {
  const lines = results.flatMap(({ name, firings, missed }) => {
    const count = (alarm: BacktestResult['firings'][number]['alarm']): number => firings.filter((one) => one.alarm === alarm).length; // prettier-ignore
    const during = [
      ...new Set(firings.flatMap(({ incident }) => (incident === null ? [] : [`INC-${incident.number}`]))),
    ];
    const quiet = missed.map(({ number, known }) => `INC-${number}${known ? '' : ' (not all recorded)'}`);
    return [
      ...(firings.length === 0 ? [] : [`${printable(name)}: ${count('true_alarm')} during an incident, ${count('false_alarm')} for nothing, ${count('unknown')} not judged${during.length === 0 ? '' : `; ${during.join(', ')}`}`]), // prettier-ignore
      ...(quiet.length === 0 ? [] : [`${printable(name)}: quiet in ${quiet.join(', ')}`]),
    ];
  });
  return lines.length === 0 ? [] : ['', ...lines];
}

/** What triggers came to on a bundle: firings, and of which times nothing is known. */
export function resultLines(results: readonly BacktestResult[], paint: Paint): string[] {
  const [first] = results;
  if (first === undefined) return ['there is no alert in the file'];
  return [`From ${time(first.fromMs)} to ${time(first.toMs)}`, ...results.flatMap((one) => ['', ...linesOfResult(one, paint)])]; // prettier-ignore
}

function linesOfResult(result: BacktestResult, paint: Paint): string[] {
  const { name, expr, intervalMs, firings, totalFirings, evaluations, unknownEvaluations, unknown } = result;
  const seen = evaluations - unknownEvaluations;
  const quiet = unknownEvaluations === 0 ? 'did not fire' : paint('yellow', seen === 0 ? 'not evaluated' : `did not fire in ${seen} of ${evaluations} evaluations`); // prettier-ignore
  const outcome = totalFirings > 0 ? paint('red', `fired ${countOf(totalFirings, 'time')}`) : quiet;
  return [
    `${printable(name)}  ${outcome}  ${paint('dim', `${printable(expr)}, every ${exactDurationInWords(intervalMs)}`)}`,
    ...firings.slice(0, spanLimit).map(({ labels, fromMs, toMs, value }) => `  ${printable(labelKey(labels))} ${paint('red', `firing from ${time(fromMs)}`)}, ${toMs === null ? 'not over at the end' : `over at ${time(toMs)}`}, greatest value ${value}`), // prettier-ignore
    ...(totalFirings > spanLimit ? [`  and ${totalFirings - spanLimit} more`] : []),
    ...unknown.map(({ fromMs, toMs, reason }) => `  ${paint('yellow', `! could not be evaluated, ${range(fromMs, toMs)}: ${printable(reason)}`)}`), // prettier-ignore
  ];
}

/** How many label sets of one alert are written out; the others are counted. All are in the JSON. */
const spanLimit = 100;

export function backtestLines(report: BacktestReport, paint: Paint): string[] {
  const { fromMs, toMs, alerts } = report;
  return [
    `From ${time(fromMs)} to ${time(toMs)}`,
    ...alerts.flatMap((alert) => ['', ...alertLines(alert, paint)]),
    '',
    closingLine(report, paint),
  ];
}

function alertLines(alert: BacktestAlert, paint: Paint): string[] {
  const { name, group, forMs, keepFiringForMs, intervalMs, spans } = alert;
  const times = [
    `group ${printable(group)}`,
    `for ${exactDurationInWords(forMs)}`,
    ...(keepFiringForMs > 0 ? [`keeps firing for ${exactDurationInWords(keepFiringForMs)}`] : []),
    `every ${exactDurationInWords(intervalMs)}`,
  ].join(', ');
  return [
    `${printable(name)}  ${outcome(alert, paint)}  ${paint('dim', times)}`,
    ...spans.slice(0, spanLimit).flatMap((span) => spanLines(alert, span, paint)),
    ...(spans.length > spanLimit ? [`  and ${spans.length - spanLimit} more, which --json has`] : []),
    ...troubleLines(alert, paint),
  ];
}

/** Never a plain "did not fire" where not everything was seen. */
function outcome(alert: BacktestAlert, paint: Paint): string {
  const fired = alert.spans.filter(({ firingFromMs }) => firingFromMs !== null).length;
  if (fired > 0) return paint('red', `fired ${countOf(fired, 'time')}`);
  const failed = alert.failures.reduce((sum, { evaluations }) => sum + evaluations, 0);
  const seen = alert.evaluations - failed;
  if (seen === 0) return paint('yellow', 'not evaluated');
  const all = seen === alert.planned;
  const pending = alert.spans.length > 0 ? `, pending ${countOf(alert.spans.length, 'time')}` : '';
  return all ? `did not fire${pending}` : paint('yellow', `did not fire in ${seen} of ${alert.planned} evaluations${pending}`); // prettier-ignore
}

function spanLines(alert: BacktestAlert, span: BacktestSpan, paint: Paint): string[] {
  const { alertname: _, ...labels } = span.labels;
  const stopped = alert.evaluations < alert.planned;
  const end = span.toMs === null ? `not over ${stopped ? 'when it was stopped' : 'at the end'}` : `over at ${time(span.toMs)}`; // prettier-ignore
  const { first, last, least, greatest } = span.values;
  const pending = span.firingFromMs === span.pendingFromMs ? [] : [`pending from ${time(span.pendingFromMs)}`];
  const firing = span.firingFromMs === null ? [] : [paint('red', `firing from ${time(span.firingFromMs)}`)];
  const kept = span.toMs !== null && span.lastTrueAtMs + alert.intervalMs < span.toMs ? [`last true at ${time(span.lastTrueAtMs)}`] : []; // prettier-ignore
  const values = first === last && least === greatest ? first : `first ${first}, last ${last}, least ${least}, greatest ${greatest}`; // prettier-ignore
  return [
    `  ${printable(labelKey(labels))}`,
    `    ${[...pending, ...firing, ...kept, end].join(', ')}`,
    `    value ${values}`,
    ...Object.entries(span.annotations).map(([name, text]) => `    ${printable(name)}: ${printable(text)}`),
  ];
}

function troubleLines(alert: BacktestAlert, paint: Paint): string[] {
  const { failures, gaps, needs, withoutSamples, warnings, planned, evaluations } = alert;
  const lines = [
    ...failures.map(({ fromMs, toMs, evaluations: count, reason }) => `could not be evaluated ${countOf(count, 'time')}, ${range(fromMs, toMs)}: ${printable(reason)}`), // prettier-ignore
    ...gaps.map(
      ({ fromMs, toMs }) => `nothing known from ${time(fromMs)} to ${time(toMs)}: the time of "for" stood still`,
    ),
    ...(evaluations < planned ? [`stopped after ${evaluations} of ${planned} evaluations`] : []),
    ...needs.map((series) => `needs the series ${printable(series)}, which a recording rule makes`),
    ...withoutSamples.map(({ metric, evaluations: count }) => `no samples of ${printable(metric)} at ${count} of ${planned} evaluations`), // prettier-ignore
    ...warnings.map((warning) => `Prometheus warns: ${printable(warning)}`),
  ];
  return lines.map((line) => `  ${paint('yellow', `! ${line}`)}`);
}

function closingLine({ alerts, complete }: BacktestReport, paint: Paint): string {
  const fired = alerts.filter(({ spans }) => spans.some(({ firingFromMs }) => firingFromMs !== null)).length;
  const counts = `${countOf(alerts.length, 'alert')}, of which ${fired} fired`;
  return complete ? counts : `${counts}; ${paint('yellow', 'not everything could be evaluated')}`;
}

function countOf(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function range(fromMs: number, toMs: number): string {
  return fromMs === toMs ? `at ${time(fromMs)}` : `from ${time(fromMs)} to ${time(toMs)}`;
}

function time(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}
