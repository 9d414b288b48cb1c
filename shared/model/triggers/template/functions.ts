// The functions that a template may call: those of Go's text/template, and those of Prometheus' template/template.go.
import {
  fieldOf,
  isMap,
  isTrue,
  keysOf,
  plainText,
  TemplateError,
  typeName,
  unknown,
  type GoValue,
} from './go-value.ts';
import { humanize, humanize1024, humanizeDuration, humanizePercentage, humanizeTimestamp } from './humanize.ts';
import { sprint, sprintf } from './printf.ts';
import { compile, replaceAll } from './re2.ts';
import { durationMs } from '../../duration.ts';

export interface GoFunction {
  least: number;
  most: number;
  call: (args: readonly GoValue[], environment: { externalUrl: string }) => GoValue;
}

const of = (least: number, most: number, call: GoFunction['call']): GoFunction => ({ least, most, call });
const any = Number.POSITIVE_INFINITY;

const onTexts = (count: number, call: (...texts: string[]) => GoValue): GoFunction =>
  of(count, count, (args) => call(...args.map(textOf)));
const onNumber = (call: (value: number) => string): GoFunction => of(1, 1, ([value = null]) => call(numberFrom(value)));
/** The answer of a query stands behind it. */
const onQuery = (count: number): GoFunction => of(count, count, () => unknown);

const prometheus: Record<string, GoFunction> = {
  query: onQuery(1),
  first: onQuery(1),
  value: onQuery(1),
  strvalue: onQuery(1),
  label: onQuery(2),
  sortByLabel: onQuery(2),
  humanize: onNumber(humanize),
  humanize1024: onNumber(humanize1024),
  humanizeDuration: onNumber(humanizeDuration),
  humanizePercentage: onNumber(humanizePercentage),
  humanizeTimestamp: onNumber(humanizeTimestamp),
  title: onTexts(1, title),
  toUpper: onTexts(1, (text) => text.toUpperCase()),
  toLower: onTexts(1, (text) => text.toLowerCase()),
  match: onTexts(2, (pattern, text) => compile(pattern ?? '', text ?? '').test(text ?? '')),
  reReplaceAll: onTexts(3, (pattern, replacement, text) => replaceAll(pattern ?? '', replacement ?? '', text ?? '')),
  safeHtml: onTexts(1, (text) => text),
  graphLink: onTexts(1, (expr) => `/graph?g0.expr=${queryEscaped(expr)}&g0.tab=0`),
  tableLink: onTexts(1, (expr) => `/graph?g0.expr=${queryEscaped(expr)}&g0.tab=1`),
  stripPort: onTexts(1, (host) => /^(?:\[([^\]]*)\]|([^:]*)):\w*$/.exec(host)?.slice(1).find(Boolean) ?? host),
  stripDomain: onTexts(1, (host) => (/^[\d.:[\]a-fA-F]+$/.test(host) ? host : host.replace(/^([^.:]*)\.[^:]*/, '$1'))),
  urlQueryEscape: onTexts(1, queryEscaped),
  parseDuration: onTexts(1, (text) => {
    const ms = durationMs(text);
    if (ms === null) throw new TemplateError(`not a valid duration string: ${JSON.stringify(text)}`);
    return ms / 1000;
  }),
  externalURL: of(0, 0, (_, { externalUrl }) => externalUrl),
  pathPrefix: of(0, 0, (_, { externalUrl }) => externalUrl.replace(/^\w+:\/\/[^/]*/, '').replace(/[?#].*$/, '')),
};

const go: Record<string, GoFunction> = {
  // `and` and `or` look at no more arguments than they need: see run.ts.
  and: of(1, any, (args) => args.find((arg) => !isTrue(arg)) ?? args.at(-1) ?? null),
  or: of(1, any, (args) => args.find(isTrue) ?? args.at(-1) ?? null),
  not: of(1, 1, ([value = null]) => !isTrue(value)),
  eq: of(2, any, ([first = null, ...rest]) => rest.some((other) => equal(first, other))),
  ne: of(2, 2, ([first = null, other = null]) => !equal(first, other)),
  lt: of(2, 2, ([left = null, right = null]) => less(left, right)),
  le: of(2, 2, ([left = null, right = null]) => less(left, right) || equal(left, right)),
  gt: of(2, 2, ([left = null, right = null]) => !less(left, right) && !equal(left, right)),
  ge: of(2, 2, ([left = null, right = null]) => !less(left, right)),
  print: of(0, any, sprint),
  println: of(0, any, (args) => `${args.map(plainText).join(' ')}\n`),
  printf: of(1, any, ([format = '', ...args]) => sprintf(textOf(format), args)),
  len: of(1, 1, ([value = null]) => {
    if (typeof value === 'string') return BigInt(utf8Bytes(value));
    if (isMap(value) && !value.struct) return BigInt(keysOf(value).length);
    throw new TemplateError(`len of type ${typeName(value)}`);
  }),
  index: of(1, any, ([value = null, ...keys]) => keys.reduce<GoValue>((at, key) => fieldOf(at, textOf(key)), value)),
  html: of(1, any, (args) => sprint(args).replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replaceAll('&#38;', '&amp;').replaceAll('&#60;', '&lt;').replaceAll('&#62;', '&gt;')), // prettier-ignore
  urlquery: of(1, any, (args) => queryEscaped(sprint(args))),
};

export const functions: Readonly<Record<string, GoFunction>> = { ...go, ...prometheus };

function textOf(value: GoValue): string {
  if (typeof value === 'string') return value;
  throw new TemplateError(`wrong type for value; expected string; got ${typeName(value)}`);
}

function numberFrom(value: GoValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string') throw new TemplateError(`can't convert ${typeName(value)} to float`);
  const special = /^([+-]?)(?:(inf(?:inity)?)|nan)$/i.exec(value);
  if (special) return special[2] ? (special[1] === '-' ? -Infinity : Infinity) : Number.NaN;
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value)) return Number(value);
  throw new TemplateError(`strconv.ParseFloat: parsing ${JSON.stringify(value)}: invalid syntax`);
}

function comparable(left: GoValue, right: GoValue): void {
  if (isMap(left) || left === null) throw new TemplateError('invalid type for comparison');
  if (typeof left !== typeof right) throw new TemplateError('incompatible types for comparison');
}

function equal(left: GoValue, right: GoValue): boolean {
  comparable(left, right);
  return left === right;
}

function less(left: GoValue, right: GoValue): boolean {
  comparable(left, right);
  if (typeof left === 'boolean') throw new TemplateError('invalid type for comparison');
  return (left as number) < (right as number);
}

function utf8Bytes(text: string): number {
  const sizeOf = (point: number): number => (point < 0x80 ? 1 : point < 0x8_00 ? 2 : point < 0x1_0000 ? 3 : 4);
  return Array.from(text).reduce((sum, sign) => sum + sizeOf(sign.codePointAt(0) ?? 0), 0);
}

/** As strings.Title: what follows a sign that is neither letter, digit nor underscore begins a word. */
function title(text: string): string {
  return text.replaceAll(/(^|[^\p{L}\p{N}_])(\p{L})/gu, (whole, before: string, letter: string) =>
    before === '' || before <= '\u007f' || /\s/.test(before) ? `${before}${letter.toUpperCase()}` : whole,
  );
}

function queryEscaped(text = ''): string {
  return encodeURIComponent(text).replaceAll('%20', '+').replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`); // prettier-ignore
}
