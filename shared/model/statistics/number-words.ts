// Shares and spans as people read them in a reason. Rounded: who needs the numbers has them beside the words.
import { exactDurationInWords } from '../duration.ts';

/** `0.052` as `5.2 %`, with as many places as say something: two significant digits, and whole numbers from 10 on. */
export function percentText(share: number): string {
  const percent = share * 100;
  const size = Math.abs(percent);
  if (!Number.isFinite(percent)) return `${percent} %`;
  const places = size >= 9.95 ? 0 : size >= 0.95 || size === 0 ? 1 : Math.min(4, 1 - Math.floor(Math.log10(size)));
  return `${Number(percent.toFixed(places)) + 0} %`;
}

/** Digits in threes: `12,345`. */
export const countText = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** `-0.2 % to 0.8 %`. */
export function rangeText({ lower, upper }: { lower: number; upper: number }): string {
  return `${percentText(lower)} to ${percentText(upper)}`;
}

/** A span to the minute, from 3 days on to the hour: `2 d 23 h 30 min`, `5 d 2 h`. */
export function spanText(ms: number): string {
  const stepMs = ms >= 3 * 86_400_000 ? 3_600_000 : 60_000;
  const text = exactDurationInWords(Math.round(ms / stepMs) * stepMs);
  return text === '0 s' ? exactDurationInWords(ms) : text;
}
