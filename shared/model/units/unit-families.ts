// The ways in which Grafana's units write a number; which unit is of which way is in unit-table.ts. Pure.

/** A value as it is written: what is before and after the number is kept apart, to be drawn smaller. */
export interface ValueParts {
  prefix: string;
  text: string;
  suffix: string;
}

/** @param decimals digits after the point; null for as many as the value needs. */
export type WriteValue = (value: number, decimals: number | null) => ValueParts;

const plain = (text: string, suffix = ''): ValueParts => ({ prefix: '', text, suffix });

/** Digits so that about three of them matter, as people read a figure; none for whole numbers. */
export function digitsFor(value: number): number {
  const size = Math.abs(value);
  if (size === 0 || !Number.isFinite(size)) return 0;
  // Of whole numbers nothing is lost without digits.
  if (Number.isInteger(value)) return 0;
  const places = 2 - Math.floor(Math.log10(size));
  return Math.min(15, Math.max(0, places));
}

/** `toFixed` takes at most 100 digits and turns to exponents beyond 1e21, which is what we want of both. */
export function inDigits(value: number, decimals: number | null): string {
  const text = value.toFixed(decimals ?? digitsFor(value));
  const shown = decimals === null && text.includes('.') && !text.includes('e') ? text.replace(/\.?0+$/, '') : text;
  // A negative value that is rounded away is no longer negative.
  return Number(shown) === 0 ? shown.replace('-', '') : shown;
}

export const fixed =
  (suffix: string, factor = 1): WriteValue =>
  (value, decimals) =>
    plain(inDigits(value * factor, decimals), suffix);

/** A percentage: what is not quite all of it never reads as 100 %. */
export const percent =
  (factor = 1): WriteValue =>
  (value, decimals) => {
    const share = value * factor;
    const left = 100 - share;
    const near = decimals === null && left > 1e-9 && left < 1;
    return plain(inDigits(share, near ? Math.ceil(-Math.log10(left) - 1e-6) : decimals), '%');
  };

export const prefixed =
  (prefix: string): WriteValue =>
  (value, decimals) => ({ prefix, text: inDigits(value, decimals), suffix: '' });

/** Scaled by 1000 or 1024 into the names, `start` being that of the value as it comes. */
export const scaled =
  (base: number, names: readonly string[], start: number): WriteValue =>
  (value, decimals) => {
    if (value === 0 || !Number.isFinite(value)) return plain(inDigits(value, decimals), names[start] ?? '');
    let place = start;
    let rest = value;
    while (Math.abs(rest) >= base && place < names.length - 1) {
      rest /= base;
      place++;
    }
    while (Math.abs(rest) < 1 && place > 0) {
      rest *= base;
      place--;
    }
    return plain(inDigits(rest, decimals), names[place] ?? '');
  };

const small = ['f', 'p', 'n', 'µ', 'm'];
const large = ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];

/** SI prefixes upward and, where the unit is split (`mV`, but no `mB`), downward. */
export function metric(unit: string, { from = 0, below = true }: { from?: number; below?: boolean } = {}): WriteValue {
  const names = [...(below ? small : []), ...large].map((prefix) => ` ${prefix}${unit}`);
  return scaled(1000, names.map((name) => name.trimEnd()), (below ? small.length : 0) + from); // prettier-ignore
}

export function binary(unit: string, from = 0): WriteValue {
  const names = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'Zi', 'Yi'].map((prefix) => ` ${prefix}${unit}`);
  return scaled(1024, names, from);
}

/** A count per something: ` K req/s`. Values below one are not scaled: there are no millirequests. */
export const counted = (unit: string): WriteValue =>
  scaled(1000, ['', ' K', ' Mil', ' Bil', ' Tri'].map((name) => `${name}${unit === '' ? '' : ` ${unit}`}`), 0); // prettier-ignore

const times: readonly [name: string, seconds: number][] = [
  [' years', 31_536_000],
  [' weeks', 604_800],
  [' days', 86_400],
  [' hours', 3600],
  [' mins', 60],
  [' s', 1],
  [' ms', 1e-3],
  [' µs', 1e-6],
  [' ns', 1e-9],
];

/** A time that comes in units of so many seconds, in the largest unit of which there is one. */
export const time =
  (unitSeconds: number): WriteValue =>
  (value, decimals) => {
    const seconds = value * unitSeconds;
    const size = Math.abs(seconds);
    if (size === 0) return plain(inDigits(0, decimals), times.find(([, one]) => one === unitSeconds)?.[0] ?? ' s');
    // 0.9999999 s is a second that lost something on its way.
    const [name, one] = times.find(([, each]) => size >= each * (1 - 1e-9)) ?? [' ns', 1e-9];
    return plain(inDigits(seconds / one, decimals), decimals === null ? name.replace(/s$/, plural(seconds / one, name)) : name); // prettier-ignore
  };

const plural = (count: number, name: string): string => (name.length > 3 && Number(inDigits(count, null)) === 1 ? '' : 's'); // prettier-ignore

/** A length of time in words, the `decimals + 1` largest parts of it: `1 day, 3 hours`. */
export const duration =
  (unitSeconds: number): WriteValue =>
  (value, decimals) => {
    const parts: [name: string, seconds: number][] = [['year', 31_536_000], ['month', 2_628_000], ['week', 604_800], ['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1], ['millisecond', 1e-3]]; // prettier-ignore
    let rest = Math.abs(value * unitSeconds);
    const words: string[] = [];
    const most = Math.min(parts.length, (decimals ?? 0) + 1);
    for (const [name, seconds] of parts) {
      const count = Math.floor(rest / seconds + 1e-9);
      if (count > 0 || words.length > 0) words.push(`${count} ${name}${count === 1 ? '' : 's'}`);
      if (words.length >= most) break;
      rest -= count * seconds;
    }
    const text = words.length === 0 ? '0 seconds' : words.join(', ');
    return plain(value < 0 ? `${text} ago` : text);
  };

/** `1d 02:03:04`, from units of so many seconds. */
export const clock =
  (unitSeconds: number, withDays: boolean): WriteValue =>
  (value) => {
    const whole = Math.floor(Math.abs(value * unitSeconds) + 1e-9);
    const days = withDays ? Math.floor(whole / 86_400) : 0;
    const rest = whole - days * 86_400;
    const two = (count: number): string => String(count).padStart(2, '0');
    const text = `${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}`;
    return plain(`${value < 0 ? '-' : ''}${days > 0 ? `${days} d ` : ''}${text}`);
  };
