// Numbers as Go writes them: rounded half to even on the exact binary value, an exponent of two digits at least. JavaScript's
// own toFixed and toPrecision round ties up, and write exponents otherwise.

const bits = new DataView(new ArrayBuffer(8));

/** |value| times ten to the power, rounded half to even. The value must be finite. */
function scaled(value: number, power: number): bigint {
  bits.setFloat64(0, Math.abs(value));
  const raw = bits.getBigUint64(0);
  const stored = Number(raw >> 52n);
  const fraction = raw & 0xf_ffff_ffff_ffffn;
  const exponent = (stored === 0 ? 1 : stored) - 1075;
  let numerator = stored === 0 ? fraction : fraction | 0x10_0000_0000_0000n;
  let denominator = 1n;
  if (power >= 0) numerator *= 10n ** BigInt(power);
  else denominator *= 10n ** BigInt(-power);
  if (exponent >= 0) numerator <<= BigInt(exponent);
  else denominator <<= BigInt(-exponent);
  const whole = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  const up = twice > denominator || (twice === denominator && (whole & 1n) === 1n);
  return up ? whole + 1n : whole;
}

/** The first `count` significant digits and the exponent of the first of them. */
function significant(value: number, count: number): { digits: string; exponent: number } {
  if (value === 0) return { digits: '0'.repeat(count), exponent: 0 };
  let exponent = shortest(value).exponent;
  for (;;) {
    const digits = scaled(value, count - 1 - exponent).toString();
    if (digits.length === count) return { digits, exponent };
    // Rounding, or the shortest form, was one place off.
    exponent += digits.length > count ? 1 : -1;
  }
}

/** The fewest digits that mean this number. */
function shortest(value: number): { digits: string; exponent: number } {
  const [digits = '0', exponent = '0'] = Math.abs(value).toExponential().split('e');
  return { digits: digits.replace('.', ''), exponent: Number(exponent) };
}

function special(value: number): string | null {
  if (Number.isNaN(value)) return 'NaN';
  return Number.isFinite(value) ? null : value > 0 ? '+Inf' : '-Inf';
}

function signOf(value: number): string {
  return value < 0 || Object.is(value, -0) ? '-' : '';
}

function withExponent(digits: string, exponent: number): string {
  const rest = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${digits.charAt(0)}${rest}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** `%.{precision}f` */
export function fixed(value: number, precision: number): string {
  const word = special(value);
  if (word) return word;
  const digits = scaled(value, precision)
    .toString()
    .padStart(precision + 1, '0');
  const point = digits.length - precision;
  return `${signOf(value)}${digits.slice(0, point)}${precision > 0 ? `.${digits.slice(point)}` : ''}`;
}

/** `%.{precision}e` */
export function exponential(value: number, precision: number): string {
  const word = special(value);
  if (word) return word;
  const { digits, exponent } = significant(value, precision + 1);
  return `${signOf(value)}${withExponent(digits, exponent)}`;
}

/** `%.{precision}g`, or with null `%g` and `%v`: the fewest digits that mean this number. */
export function general(value: number, precision: number | null): string {
  const word = special(value);
  if (word) return word;
  const wanted = precision === 0 ? 1 : precision;
  const found = wanted === null ? shortest(value) : significant(value, wanted);
  const digits = found.digits.replace(/0+$/, '') || '0';
  const { exponent } = found;
  // As strconv.FormatFloat: an exponent below -4, or not below the precision, for which 6 stands where it is the shortest.
  const limit = wanted === null ? 6 : wanted > digits.length && digits.length > exponent ? digits.length : wanted;
  if (exponent < -4 || exponent >= limit) return `${signOf(value)}${withExponent(digits, exponent)}`;
  if (exponent < 0) return `${signOf(value)}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const rest = digits.slice(exponent + 1);
  return `${signOf(value)}${whole}${rest ? `.${rest}` : ''}`;
}
