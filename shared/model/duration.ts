// Durations. As Prometheus writes them, `1h30m`: in queries, files, and the fields in which they are entered. As people
// read them, `1 h 30 min`: everywhere else.

const units: readonly [name: string, ms: number][] = [
  ['y', 365 * 86_400_000],
  ['w', 7 * 86_400_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
];
const pattern = /^(?:0|(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?)$/;

/** Milliseconds, or null where the text is no duration. Units come once each, the largest first. */
export function durationMs(text: string): number | null {
  const found = pattern.exec(text);
  if (found === null || text === '') return null;
  return units.reduce((sum, [, ms], index) => sum + Number(found[index + 1] ?? 0) * ms, 0);
}

/** The shortest text that durationMs reads as this; fractions of a millisecond are dropped. */
export function durationText(ms: number): string {
  let rest = Math.floor(ms);
  if (rest <= 0) return '0s';
  let text = '';
  for (const [name, unitMs] of units) {
    // A year or a week is written only where it is exact: 9 days are clearer than 1w2d.
    const count = (name === 'y' || name === 'w') && rest % unitMs !== 0 ? 0 : Math.floor(rest / unitMs);
    if (count === 0) continue;
    text += `${count}${name}`;
    rest -= count * unitMs;
  }
  return text;
}

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What was measured, with one unit: `340 ms`, `2.1 s`, `3.5 min`, `1.5 h`, `2.5 d`; a tenth is the finest. */
export function durationInWords(ms: number): string {
  if (ms > 0 && ms < 1) return '< 1 ms';
  const tenths = (unitMs: number): number => Math.round((ms / unitMs) * 10) / 10;
  // Asked of the rounded number, so that nothing is 60 s or 1000 ms.
  if (Math.round(ms) < secondMs) return `${Math.round(ms)} ms`;
  if (tenths(secondMs) < 60) return `${tenths(secondMs)} s`;
  if (tenths(minuteMs) < 60) return `${tenths(minuteMs)} min`;
  if (tenths(hourMs) < 48) return `${tenths(hourMs)} h`;
  return `${tenths(dayMs)} d`;
}

const words: readonly [name: string, ms: number][] = [['d', dayMs], ['h', hourMs], ['min', minuteMs], ['s', secondMs], ['ms', 1]]; // prettier-ignore

/** What somebody set, with all of its units: `15 s`, `1 h 30 min`, `14 d`; fractions of a millisecond are dropped. */
export function exactDurationInWords(ms: number): string {
  let rest = Math.floor(ms);
  if (rest <= 0) return '0 s';
  const parts: string[] = [];
  for (const [name, unitMs] of words) {
    const count = Math.floor(rest / unitMs);
    if (count > 0) parts.push(`${count} ${name}`);
    rest -= count * unitMs;
  }
  return parts.join(' ');
}
