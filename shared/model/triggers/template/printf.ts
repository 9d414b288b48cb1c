// Go's fmt.Sprintf and fmt.Sprint, for the values that a template can hold.
import { exponential, fixed, general } from './go-number.ts';
import { isMap, plainText, TemplateError, typeName, type GoValue } from './go-value.ts';

interface Spec {
  flags: string;
  width: number;
  precision: number | null;
  verb: string;
}

const directive = /%([-+# 0]*)(\d*)(?:\.(\d*))?([^]?)/gu;
/** Wider fields than this are nobody's wish. */
const widest = 1000;

export function sprintf(format: string, args: readonly GoValue[]): string {
  let next = 0;
  const text = format.replaceAll(
    directive,
    (_, flags: string, width: string, precision: string | undefined, verb: string) => {
      // prettier-ignore
      if (verb === '%') return '%';
      if (verb === '') return '%!(NOVERB)';
      if (verb === '*' || verb === '[') throw new TemplateError(`printf: %${verb} is not known here`);
      const spec = { flags, width: Number(width), precision: precision === undefined ? null : Number(precision), verb };
      if (spec.width > widest || (spec.precision ?? 0) > widest) {
        throw new TemplateError(`printf: a width or precision of more than ${widest} is not allowed`);
      }
      const arg = args[next++];
      return arg === undefined ? `%!${verb}(MISSING)` : formatted(spec, arg);
    },
  );
  const extra = args.slice(next).map((arg) => (arg === null ? '<nil>' : `${typeName(arg)}=${plainText(arg)}`));
  return extra.length > 0 ? `${text}%!(EXTRA ${extra.join(', ')})` : text;
}

/** As fmt.Sprint: a space between two values of which neither is a text. */
export function sprint(args: readonly GoValue[]): string {
  return args.reduce<string>((text, arg, index) => {
    const apart = index > 0 && typeof arg !== 'string' && typeof args[index - 1] !== 'string';
    return `${text}${apart ? ' ' : ''}${plainText(arg)}`;
  }, '');
}

function formatted(spec: Spec, value: GoValue): string {
  const text =
    spec.verb === 'v' ? ofAny(spec, value) : typeof value === 'string' ? ofText(spec, value) : ofNumber(spec, value);
  if (text !== null) return text;
  if (value === null) return `%!${spec.verb}(<nil>)`;
  return `%!${spec.verb}(${typeName(value)}=${ofAny(spec, value)})`;
}

function ofAny(spec: Spec, value: GoValue): string {
  if (typeof value === 'string') return ofText({ ...spec, verb: 's' }, value) ?? '';
  if (typeof value === 'number') return ofNumber({ ...spec, verb: 'g' }, value) ?? '';
  if (typeof value === 'bigint') return ofNumber({ ...spec, verb: 'd' }, value) ?? '';
  return pad(spec, plainText(value));
}

function ofText(spec: Spec, value: string): string | null {
  const cut = spec.precision === null ? value : Array.from(value).slice(0, spec.precision).join('');
  if (spec.verb === 's') return pad(spec, cut);
  if (spec.verb === 'q') return pad(spec, JSON.stringify(cut));
  return null;
}

function ofNumber(spec: Spec, value: GoValue): string | null {
  const { verb, precision } = spec;
  if (typeof value === 'boolean') return verb === 't' ? pad(spec, String(value)) : null;
  if (isMap(value) && (verb === 's' || verb === 'd')) return pad(spec, plainText(value));
  if (typeof value === 'bigint') {
    if (verb !== 'd' && verb !== 'x') return null;
    return pad(spec, signed(spec, value.toString(verb === 'd' ? 10 : 16)), true);
  }
  if (typeof value !== 'number') return null;
  const lower = verb.toLowerCase();
  if (!['e', 'f', 'g'].includes(lower) || verb === 'F') return null;
  const write = { e: exponential, f: fixed, g: general }[lower as 'e' | 'f' | 'g'];
  const digits = lower === 'g' ? general(value, precision) : write(value, precision ?? 6);
  const text = signed(spec, verb === 'E' || verb === 'G' ? digits.replace('e', 'E') : digits);
  return pad(spec, text, Number.isFinite(value));
}

function signed({ flags }: Spec, digits: string): string {
  const bare = digits.replace(/^\+/, '');
  if (bare.startsWith('-')) return bare;
  if (flags.includes('+')) return `+${bare}`;
  // An infinity has its sign always, as fmt writes it.
  return flags.includes(' ') ? ` ${bare}` : digits;
}

function pad({ flags, width }: Spec, text: string, number = false): string {
  const missing = width - Array.from(text).length;
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  if (!flags.includes('0') || !number) return ' '.repeat(missing) + text;
  const sign = /^[-+ ]/.exec(text)?.[0] ?? '';
  return sign + '0'.repeat(missing) + text.slice(sign.length);
}
