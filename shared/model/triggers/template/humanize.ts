// Numbers for people, as the functions of the same names in Prometheus' template/template.go write them.
import { general } from './go-number.ts';
import { TemplateError } from './go-value.ts';

const short = (value: number): string => general(value, 4);

function scaledDown(value: number, base: number, prefixes: readonly string[]): string {
  let rest = value;
  let prefix = '';
  for (const next of prefixes) {
    if (Math.abs(rest) < base) break;
    prefix = next;
    rest /= base;
  }
  return `${short(rest)}${prefix}`;
}

function scaledUp(value: number, unit: string): string {
  let rest = value;
  let prefix = '';
  for (const next of ['m', 'u', 'n', 'p', 'f', 'a', 'z', 'y']) {
    if (Math.abs(rest) >= 1) break;
    prefix = next;
    rest *= 1000;
  }
  return `${short(rest)}${prefix}${unit}`;
}

export function humanize(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return short(value);
  if (Math.abs(value) < 1) return scaledUp(value, '');
  return scaledDown(value, 1000, ['k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y']);
}

export function humanize1024(value: number): string {
  if (Math.abs(value) <= 1 || !Number.isFinite(value)) return short(value);
  return scaledDown(value, 1024, ['ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'Zi', 'Yi']);
}

/** Of seconds. */
export function humanizeDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return short(seconds);
  if (seconds === 0) return '0s';
  if (Math.abs(seconds) < 1) return scaledUp(seconds, 's');
  const sign = seconds < 0 ? '-' : '';
  // Go's whole numbers end here, and what it shows beyond is no duration.
  if (Math.abs(seconds) >= 2 ** 63) return `${short(seconds)}s`;
  const whole = BigInt(Math.trunc(Math.abs(seconds)));
  const [s, m, h, d] = [whole % 60n, (whole / 60n) % 60n, (whole / 3600n) % 24n, whole / 86_400n];
  if (d > 0n) return `${sign}${d}d ${h}h ${m}m ${s}s`;
  if (h > 0n) return `${sign}${h}h ${m}m ${s}s`;
  if (m > 0n) return `${sign}${m}m ${s}s`;
  return `${sign}${short(Math.abs(seconds))}s`;
}

export function humanizePercentage(ratio: number): string {
  return `${short(ratio * 100)}%`;
}

/** Of seconds since 1970; milliseconds are shown where there are any. */
export function humanizeTimestamp(seconds: number): string {
  if (!Number.isFinite(seconds)) return short(seconds);
  if (Math.abs(seconds * 1e9) >= 2 ** 63)
    throw new TemplateError(`${short(seconds)} cannot be represented as a timestamp`);
  const nanoseconds = BigInt(Math.trunc(seconds * 1e9));
  const at = new Date(Number(nanoseconds / 1_000_000n));
  const [day = '', time = ''] = at.toISOString().replace('Z', '').split('T');
  const [clock = '', fraction = ''] = time.split('.');
  const rest = fraction.replace(/0+$/, '');
  return `${day} ${clock}${rest ? `.${rest}` : ''} +0000 UTC`;
}
