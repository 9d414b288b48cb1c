// Quantities as Kubernetes writes them: `250m`, `1Gi`, `1e3`. Whole results are exact as far as a number can hold them.

const powers: Record<string, readonly [base: bigint, power: number]> = {
  n: [10n, -9],
  u: [10n, -6],
  m: [10n, -3],
  '': [10n, 0],
  k: [10n, 3],
  M: [10n, 6],
  G: [10n, 9],
  T: [10n, 12],
  P: [10n, 15],
  E: [10n, 18],
  Ki: [2n, 10],
  Mi: [2n, 20],
  Gi: [2n, 30],
  Ti: [2n, 40],
  Pi: [2n, 50],
  Ei: [2n, 60],
};
const written = /^([+-]?)(\d*)(?:\.(\d*))?(?:([eE][+-]?\d{1,2})|([KMGTPE]i|[numkMGTPE]))?$/;

/** In units: cores, bytes, pods. null for what is not a quantity. */
export function quantityOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.length > 40) return null;
  const parts = written.exec(value);
  if (!parts) return null;
  const [, sign = '', whole = '', fraction = '', exponent, suffix = ''] = parts;
  if (whole === '' && fraction === '') return null;
  const [base, power] = exponent === undefined ? (powers[suffix] ?? [10n, 0]) : ([10n, Number(exponent.slice(1))] as const); // prettier-ignore
  const digits = BigInt(whole + fraction);
  // One division at the end, of whole numbers: nothing is rounded twice.
  const above = power > 0 ? digits * base ** BigInt(power) : digits;
  const below = 10n ** BigInt(fraction.length) * (power < 0 ? base ** BigInt(-power) : 1n);
  const amount = above % below === 0n ? Number(above / below) : Number(above) / Number(below);
  return sign === '-' && amount !== 0 ? -amount : amount;
}
