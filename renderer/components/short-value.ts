// A sample's value as people read one: short, and never so cut that its size is another. Pure.
import { grouped } from './times.ts';

const leastFixed = 1e-4;
const mostFixed = 1e15;
const thousands = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/**
 * Whole numbers in full and grouped; others in so many digits as matter, above a thousand with one behind the point; very
 * large and very small ones with their exponent.
 * @param text as Prometheus writes numbers: `9.732456712345679e-01`, `NaN`, `+Inf`; what is no number stays as it is.
 */
export function shortValue(text: string, digits = 6): string {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return text;
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < mostFixed) return grouped(value);
  if (size < leastFixed || size >= mostFixed) return value.toExponential(digits - 1).replace(/\.?0+e/, 'e');
  return size >= 1_000 ? thousands.format(value) : String(Number(value.toPrecision(digits)));
}
