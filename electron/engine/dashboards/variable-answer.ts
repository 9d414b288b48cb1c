// The options of a query variable: asked of Prometheus, cut out by the variable's pattern, each once, in its order.
import { interpolateQuery, interpolateText, type InterpolationScope } from '#shared/model/dashboard/interpolate.ts';
import { patternParts, safePattern, type SafePattern } from '#shared/model/dashboard/safe-pattern.ts';
import type { VariableOption, VariableSource } from '#shared/model/dashboard/variable.ts';
import { wholeName } from '#shared/model/dashboard/field-name.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { ValueReader } from './value-reader.ts';
import { ordered } from './variable-order.ts';

type QuerySource = Extract<VariableSource, { kind: 'query' }>;

/** @throws OpsError as the reader does, and `bad_input` for a pattern that cannot be used. */
export async function optionsOfAnswer(
  source: QuerySource,
  scope: InterpolationScope,
  reader: ValueReader,
  signal: AbortSignal | undefined,
): Promise<VariableOption[]> {
  // prettier-ignore
  const answers = await answersOf(source, scope, reader, signal);
  const pattern = patternOf(interpolateText(source.regex, scope).text);
  const cut = pattern === null ? answers.map((value) => ({ text: value, value })) : answers.flatMap((answer) => cutOut(answer, pattern)); // prettier-ignore
  const byValue = new Map<string, VariableOption>();
  for (const option of cut) if (!byValue.has(option.value)) byValue.set(option.value, option);
  return [...source.fixed, ...ordered([...byValue.values()], source.order)];
}

async function answersOf(
  { ask }: QuerySource,
  scope: InterpolationScope,
  reader: ValueReader,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  // prettier-ignore
  const { fromMs, toMs } = scope;
  const filled = (text: string): string => {
    const { text: made, unknown } = interpolateQuery(text, scope);
    if (unknown.length > 0) throw new OpsError('bad_input', `Its query names ${unknown.join(', ')}, which is nothing that is known here.`); // prettier-ignore
    return made;
  };
  const span = (selector: string | null) => ({ selector: selector === null ? null : filled(selector), fromMs, toMs, signal }); // prettier-ignore
  switch (ask.kind) {
    case 'label_values':
      return reader.labelValues({ label: filled(ask.label), ...span(ask.selector) });
    case 'label_names':
      return reader.labelNames(span(ask.selector));
    case 'metrics': {
      const pattern = filled(ask.pattern);
      const selector = pattern === '' ? null : `{__name__=~${JSON.stringify(`.*(?:${pattern}).*`)}}`;
      return reader.labelValues({ label: '__name__', selector, fromMs, toMs, signal });
    }
    case 'query_result': {
      const rows = await reader.result({ query: filled(ask.query), atMs: toMs, signal });
      // As Grafana writes a sample: the series, its value, and its time.
      return rows.map(({ labels, value, atMs }) => `${wholeName(labels, '{}').replace(/, /g, ',')} ${value} ${atMs}`);
    }
    case 'series':
      return (await reader.series(span(ask.selector))).map((labels) => wholeName(labels, '{}').replace(/, /g, ','));
  }
}

function patternOf(written: string): SafePattern | null {
  if (written === '') return null;
  const { pattern, flags } = patternParts(written);
  const ready = safePattern(pattern, flags);
  if (typeof ready !== 'string') return ready;
  throw new OpsError('bad_input', `Its pattern cannot be used: ${ready}.`);
}

/** Groups named `text` and `value`, else the first group, else all of it; nothing where the pattern is not found. */
function cutOut(answer: string, pattern: SafePattern): VariableOption[] {
  const found = pattern.exec(answer);
  if (found === null) return [];
  const named = found.groups;
  const [value, text] = [named?.['value'], named?.['text']];
  if (value !== undefined || text !== undefined) return [{ value: value ?? text ?? '', text: text ?? value ?? '' }];
  // Without a group the pattern only picks.
  const whole = found.length > 1 ? found[1] : answer;
  return whole === undefined || whole === '' ? [] : [{ value: whole, text: whole }];
}
