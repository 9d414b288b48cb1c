// What could not be seen in the time in which suspects were looked for: an empty list of them says nothing about it. Pure.
import type { CoverageEntry } from '../annotation.ts';
import { exactDurationInWords } from '../duration.ts';

interface Span {
  fromMs: number;
  toMs: number;
}

const names: Record<string, string> = { docker: 'Docker', kubernetes: 'Kubernetes', prometheus: 'Prometheus', console: 'This console' }; // prettier-ignore
const least = 5_000;
const minuteMs = 60_000;

/** To the minute, so that what is missing of a span is never all of it by rounding; short ones to the second. */
function nearly(ms: number): string {
  const stepMs = ms >= 10 * minuteMs ? minuteMs : 1_000;
  return exactDurationInWords(Math.floor(ms / stepMs) * stepMs);
}

/** @param cut more changes were found than are looked at. */
export function blindSpots(coverage: readonly CoverageEntry[], span: Span, cut: boolean): string[] {
  const found = ['docker', 'kubernetes', 'prometheus', 'console'].flatMap((name) => {
    const row = coverage.find((one) => one.name === name);
    const called = names[name] ?? name;
    if (row === undefined) return name === 'console' ? [] : [`${called} was never watched: changes there are not known.`];
    const gaps = gapsOf(row, span);
    const missing = gaps.reduce((sum, gap) => sum + gap.toMs - gap.fromMs, 0);
    if (missing < least) return [];
    const length = span.toMs - span.fromMs;
    const did = name === 'console' ? 'did not run' : 'was not watched';
    if (missing >= length - least) return [`${called} ${did} at any time of the ${nearly(length)} before.`];
    const longest = gaps.toSorted((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs))[0];
    const left = span.toMs - (longest?.toMs ?? span.toMs);
    const when = left < least ? ', up to the moment it was seen' : `, at the longest until ${nearly(left)} before it was seen`;
    return [`${called} ${did} for ${nearly(missing)} of the ${nearly(length)} before${when}.`];
  }); // prettier-ignore
  return [
    ...found,
    ...(cut ? ['There were more changes than are looked at; the oldest are left out.'] : []),
    'Changes that no watched source tells of are not here: DNS, certificates, networks, other teams, hosts.',
  ];
}

function gapsOf({ observed, knownFromMs }: CoverageEntry, { fromMs, toMs }: Span): Span[] {
  const gaps: Span[] = [];
  let at = fromMs;
  // Before the record began nobody looked either.
  const seen = observed.map((one) => ({ fromMs: Math.max(one.fromMs, knownFromMs), toMs: one.toMs }));
  for (const one of seen.toSorted((a, b) => a.fromMs - b.fromMs)) {
    if (one.fromMs > at) gaps.push({ fromMs: at, toMs: Math.min(one.fromMs, toMs) });
    at = Math.max(at, one.toMs);
  }
  if (at < toMs) gaps.push({ fromMs: at, toMs });
  return gaps.filter((gap) => gap.toMs > gap.fromMs);
}
