// Durations as Prometheus writes them: `1h30m`, `15s`, `500ms`. The grammar is that of its configuration and its queries.

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
