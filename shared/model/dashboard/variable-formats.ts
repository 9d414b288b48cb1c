// How the values of a variable are written into a text: one function for each format of Grafana's, and what a query to
// Prometheus gets where none is named. Pure.
import type { VariableValue } from './variable.ts';

/** A sign that means something in a regular expression, as RE2 reads it. */
const regexSigns = /[\\^$*+?.()|[\]{}]/g;
const escapeRegex = (value: string): string => value.replace(regexSigns, '\\$&').replace(/\//g, '\\/');

/** Within a quoted string of PromQL that is a regular expression: each escape is itself escaped. */
const escapeForMatcher = (value: string): string =>
  value.replace(/\\/g, '\\\\\\\\').replace(/[$^*{}[\]'+?.()|]/g, '\\\\$&');

/**
 * As Grafana's Prometheus source does: values of a variable of which several may be chosen are made a regular expression;
 * the value of any other is put in as it is, backslashes doubled.
 */
export function forPrometheus({ values, multi }: VariableValue): string {
  if (!multi) return values.join(',').replace(/\\/g, '\\\\');
  const escaped = values.map(escapeForMatcher);
  return escaped.length === 1 ? (escaped[0] ?? '') : `(${escaped.join('|')})`;
}

const strictly = (text: string): string => encodeURIComponent(wellFormed(text)).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`); // prettier-ignore
/** Half a sign cannot be encoded; it stands as the replacement sign, as in a URL of a browser. */
const wellFormed = (text: string): string => text.toWellFormed();
const one = (values: readonly string[], several: (values: readonly string[]) => string): string =>
  values.length === 1 ? (values[0] ?? '') : several(values);
const htmlSigns: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const formats: Record<string, (value: VariableValue, argument: string) => string> = {
  raw: ({ values }) => values.join(','),
  csv: ({ values }) => values.join(','),
  pipe: ({ values }) => values.join('|'),
  join: ({ values }, argument) => values.join(argument === '' ? ',' : argument),
  regex: ({ values }) => one(values.map(escapeRegex), (all) => `(${all.join('|')})`),
  glob: ({ values }) => one(values, (all) => `{${all.join(',')}}`),
  json: ({ values, multi }) => JSON.stringify(values.length === 1 && !multi ? values[0] : values),
  text: ({ texts }) => texts.join(' + '),
  queryparam: ({ name, values }) => values.map((value) => `var-${strictly(name)}=${strictly(value)}`).join('&'),
  singlequote: ({ values }) => values.map((value) => `'${value.replace(/'/g, "\\'")}'`).join(','),
  doublequote: ({ values }) => values.map((value) => `"${value.replace(/"/g, '\\"')}"`).join(','),
  sqlstring: ({ values }) => values.map((value) => `'${value.replace(/'/g, "''")}'`).join(','),
  percentencode: ({ values }) => strictly(one(values, (all) => `{${all.join(',')}}`)),
  uriencode: ({ values }) => encodeURI(wellFormed(one(values, (all) => `{${all.join(',')}}`))),
  distributed: ({ name, values }) => one(values, (all) => all.map((value, at) => (at === 0 ? value : `${name}=${value}`)).join(',')), // prettier-ignore
  html: ({ values }) => values.join(', ').replace(/[&<>"']/g, (sign) => htmlSigns[sign] ?? sign),
};

/** Formats that take the text shown, not the value: even All is not put in as `allAs`. */
const ofTexts = new Set(['text', 'queryparam']);

/**
 * @param format as after the colon: `regex`, `join: and `; null where none is named.
 * @param plain what is written where none is named.
 * @returns null for a format that is not known.
 */
export function written(
  value: VariableValue,
  format: string | null,
  plain: (value: VariableValue) => string,
): string | null {
  const colon = format?.indexOf(':') ?? -1;
  const name = colon < 0 ? format : (format ?? '').slice(0, colon);
  if (value.all && value.allAs !== null && !ofTexts.has(name ?? '')) return value.allAs;
  if (name === null) return plain(value);
  if (name === 'text' && value.all) return 'All';
  if (name === 'queryparam' && value.all) return `var-${strictly(value.name)}=$__all`;
  const write = Object.hasOwn(formats, name) ? formats[name] : undefined;
  return write === undefined ? null : write(value, colon < 0 ? '' : (format ?? '').slice(colon + 1));
}

export const asGlob = (value: VariableValue): string => formats['glob']?.(value, '') ?? '';
export const asText = (value: VariableValue): string => (value.all ? 'All' : value.texts.join(' + '));
