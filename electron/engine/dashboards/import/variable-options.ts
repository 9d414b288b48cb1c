// Options of variables that are written down: custom values and intervals.
import type { VariableOption, VariableSource } from '#shared/model/dashboard/variable.ts';
import { flagOf, intOf, listOf, own, textOf } from './json-read.ts';

const optionLimit = 5000;

/** `a, b, key : value`, a comma within a value as `\,`. Where nothing is written, the options that were saved. */
export function customOptions(query: string, saved: unknown): VariableOption[] {
  const written = query.match(/(?:\\,|[^,])+/g) ?? [];
  const read = written.slice(0, optionLimit).map((part): VariableOption => {
    const plain = part.replace(/\\,/g, ',');
    const pair = /^\s*(\S.*?)\s:\s(.+)$/s.exec(plain);
    const value = (pair?.[2] ?? plain).trim();
    return { text: pair?.[1]?.trim() ?? value, value };
  });
  if (read.length > 0) return read;
  return listOf(saved)
    .slice(0, optionLimit)
    .flatMap((option) => {
      const value = textOf(own(option, 'value'));
      return value === '' || value === '$__all' ? [] : [{ text: textOf(own(option, 'text')) || value, value }];
    });
}

export function intervalOptions(one: unknown): VariableSource {
  const words = textOf(own(one, 'query')).match(/(["'])(.*?)\1|[^\s,]+/g) ?? [];
  const options = words.slice(0, optionLimit).map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
  const saved = listOf(own(one, 'options')).map((option) => textOf(own(option, 'value'))).filter((value) => value !== '' && !value.startsWith('$__auto')); // prettier-ignore
  const auto = flagOf(own(one, 'auto')) ? { count: intOf(own(one, 'auto_count'), 1, 10_000) ?? 30, min: textOf(own(one, 'auto_min')) || '10s' } : null; // prettier-ignore
  return { kind: 'interval', options: options.length > 0 ? options : saved, auto };
}
