// How values are written on an axis and in a tooltip. A unit also says which steps of an axis are round in it.

export type TickSteps = 'decimal' | 'binary' | 'seconds' | 'milliseconds';

export interface AxisUnit {
  /** Words for the foot of the axis; empty where each figure bears its unit. */
  name: string;
  steps: TickSteps;
  /** @param step what neighbouring figures differ by, so that they do not read alike; left out for a single figure. */
  format: (value: number, step?: number) => string;
}

const metric = ['', 'k', 'M', 'G', 'T', 'P'];
const binary = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const small: readonly [name: string, factor: number][] = [['m', 1e-3], ['µ', 1e-6], ['n', 1e-9]]; // prettier-ignore

/** Digits after the point that keep values `step` apart distinct; for a single figure, about three that matter. */
function digitsOf(value: number, step: number | undefined): number {
  const fine = step === undefined ? Math.abs(value) / 100 : step;
  if (fine === 0 || !Number.isFinite(fine)) return 0;
  // A step of 0.25 needs two digits although its size is that of 0.1.
  const digits = Math.max(0, -Math.floor(Math.log10(fine) + 1e-9));
  const exact = (step ?? 0) === 0 ? digits : stepDigits(fine, digits);
  return Math.min(12, exact);
}

function stepDigits(step: number, least: number): number {
  for (let digits = least; digits < least + 3; digits++) {
    const scaled = step * 10 ** digits;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6) return digits;
  }
  return least + 1;
}

const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

function fixed(value: number, step: number | undefined): string {
  const text = value.toFixed(digitsOf(value, step));
  return step === undefined ? trimmed(text) : Number(text) === 0 ? '0' : text;
}

/** NaN and infinities in words that every unit shares; null for the rest. */
export function oddInWords(value: number): string | null {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return '+Inf';
  if (value === -Infinity) return '−Inf';
  return null;
}

const signed = (text: string): string => text.replace('-', '−');
const odd =
  (format: AxisUnit['format']): AxisUnit['format'] =>
  (value, step) =>
    oddInWords(value) ?? signed(format(value, step));

function scaled(value: number, step: number | undefined, base: number, names: readonly string[]): [string, string] {
  const size = Math.max(Math.abs(value), step ?? 0);
  let place = 0;
  for (let rest = size; rest >= base && place < names.length - 1; rest /= base) place++;
  const factor = base ** place;
  return [fixed(value / factor, step === undefined ? undefined : step / factor), names[place] ?? ''];
}

function inMetric(value: number, step?: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-3 && (step ?? 0) < 1e-3) {
    const [name, factor] = small.find(([, one]) => size >= one) ?? ['n', 1e-9];
    return size < 1e-12 ? value.toExponential(1) : `${fixed(value / factor, step === undefined ? undefined : step / factor)} ${name}`; // prettier-ignore
  }
  if (size < 10_000 && size >= 1) return fixed(value, step);
  const [text, name] = scaled(value, step, 1000, metric);
  return name === '' ? text : `${text} ${name}`;
}

function inBinary(value: number, step?: number): string {
  if (value === 0) return '0 B';
  const [text, name] = scaled(value, step, 1024, binary);
  return `${text} ${name}`;
}

const timeNames: readonly [name: string, seconds: number][] = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
  ['ms', 1e-3],
  ['µs', 1e-6],
  ['ns', 1e-9],
];

function inSeconds(value: number, step?: number): string {
  if (value === 0) return '0 s';
  const size = Math.abs(value);
  // Two of a larger unit are read easier than 120 of the smaller.
  const [name, factor] = timeNames.find(([word, seconds]) => size >= (word === 'd' ? 2 * seconds : seconds)) ?? ['ns', 1e-9]; // prettier-ignore
  return `${fixed(value / factor, step === undefined ? undefined : step / factor)} ${name}`;
}

const suffixed = (suffix: string, name = ''): AxisUnit => ({
  name,
  steps: 'decimal',
  format: odd((value, step) => `${inMetric(value, step)}${suffix}`),
});

export const units = {
  number: { name: '', steps: 'decimal', format: odd(inMetric) },
  percent: { name: '', steps: 'decimal', format: odd((value, step) => `${fixed(value, step)} %`) },
  /** A part of one, shown as a percentage. */
  ratio: { name: '', steps: 'decimal', format: odd((value, step) => `${fixed(value * 100, step === undefined ? undefined : step * 100)} %`) }, // prettier-ignore
  bytes: { name: '', steps: 'binary', format: odd(inBinary) },
  bytesPerSecond: { name: '', steps: 'binary', format: odd((value, step) => `${inBinary(value, step)}/s`) },
  bitsPerSecond: suffixed('bit/s'),
  seconds: { name: '', steps: 'seconds', format: odd(inSeconds) },
  milliseconds: { name: '', steps: 'milliseconds', format: odd((value, step) => inSeconds(value / 1000, step === undefined ? undefined : step / 1000)) }, // prettier-ignore
  perSecond: suffixed('/s'),
  cores: suffixed('', 'cores'),
} as const satisfies Record<string, AxisUnit>;
export type UnitName = keyof typeof units;

export const unitWords: Record<UnitName, string> = {
  number: 'plain number',
  percent: 'percent (0–100)',
  ratio: 'percent (0–1)',
  bytes: 'bytes',
  bytesPerSecond: 'bytes per second',
  bitsPerSecond: 'bits per second',
  seconds: 'seconds',
  milliseconds: 'milliseconds',
  perSecond: 'per second',
  cores: 'cores',
};
