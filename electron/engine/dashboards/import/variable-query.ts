// What a query variable asks: `label_values(metric, label)` and its like, as a text or in the parts that newer versions write.
import type { VariableAsk } from '#shared/model/dashboard/variable.ts';
import { isFields, listOf, own, textOf } from './json-read.ts';

export interface ReadAsk {
  /** Null where nothing is asked. */
  ask: VariableAsk | null;
  written: string;
}

/** @param fill puts in what an export left open. */
export function readAsk(variable: unknown, fill: (text: string) => string): ReadAsk {
  const query = own(variable, 'query');
  const text = fill(isFields(query) ? textOf(own(query, 'query')) || textOf(own(query, 'expr')) : textOf(query)).trim();
  const parts = isFields(query) ? askOfParts(query, fill) : null;
  const definition = fill(textOf(own(variable, 'definition'))).trim();
  const written = text || definition;
  return { ask: (text === '' ? parts : null) ?? askOf(written) ?? parts, written };
}

/** Null for an empty text. Anything that is no function is a selector of series. */
export function askOf(written: string): VariableAsk | null {
  if (written === '') return null;
  const names = /^label_names\((.*)\)\s*$/s.exec(written);
  if (names !== null) return { kind: 'label_names', selector: names[1]?.trim() || null };
  const values = /^label_values\((?:(.+),)?\s*(\$?\{?[a-zA-Z_$][\w:${}]*|"[^"]+")\s*\)\s*$/s.exec(written);
  if (values !== null) {
    const label = (values[2] ?? '').replace(/^"(.*)"$/, '$1');
    return { kind: 'label_values', label, selector: values[1]?.trim() || null };
  }
  const metrics = /^metrics\((.*)\)\s*$/s.exec(written);
  if (metrics !== null) return { kind: 'metrics', pattern: (metrics[1] ?? '').trim() };
  const result = /^query_result\((.+)\)\s*$/s.exec(written);
  if (result !== null) return { kind: 'query_result', query: (result[1] ?? '').trim() };
  return { kind: 'series', selector: written };
}

/** `qryType` 0 to 5, each with fields of its own. */
function askOfParts(query: unknown, fill: (text: string) => string): VariableAsk | null {
  const text = (key: string): string => fill(textOf(own(query, key))).trim();
  const matchers = listOf(own(query, 'labelFilters')).flatMap((one) => {
    const name = textOf(own(one, 'label'));
    return name === '' ? [] : [`${name}${textOf(own(one, 'op')) || '='}${JSON.stringify(textOf(own(one, 'value')))}`];
  });
  const braces = matchers.length > 0 ? `{${matchers.join(', ')}}` : '';
  const selector = `${text('metric')}${braces}` || text('match') || null;
  const type = own(query, 'qryType');
  if (type === 0) return { kind: 'label_names', selector };
  if (type === 1) return text('label') === '' ? null : { kind: 'label_values', label: text('label'), selector };
  if (type === 2) return { kind: 'metrics', pattern: text('metric') };
  if (type === 3) return text('varQuery') === '' ? null : { kind: 'query_result', query: text('varQuery') };
  if (type === 4) return text('seriesQuery') === '' ? null : { kind: 'series', selector: text('seriesQuery') };
  return text('label') === '' ? null : { kind: 'label_values', label: text('label'), selector };
}
