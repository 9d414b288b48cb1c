// The reason of a comparison's verdict: a sentence with the numbers that decided, and what would decide it where none did.
import { advisedRuns, leastRuns, type ComparisonVerdict, type Harm, type Measured } from './metric-comparison.ts';
import { percentText } from './number-words.ts';

/** @param harmless Whether harm beyond the limit is excluded. */
export function verdictInWords(measured: Measured, verdict: ComparisonVerdict, harmless: boolean, harm: Harm): string {
  const { n1, n2, p, interval, limit } = measured;
  if (p === null) {
    return `${n1} runs before and ${n2} after: at least ${leastRuns} on each side are needed, ${advisedRuns} or more advised`;
  }
  if (limit === 0) return 'the baseline is 0, of which no change is a share; give the limit in units of the metric';
  if (interval === null) {
    return `${n1} runs before and ${n2} after are too few for an interval of ${percentText(1 - measured.alpha)}; ${advisedRuns} or more are advised`;
  }
  const seen = `${changeInWords(measured)}, p = ${pText(p)}, ${n1} against ${n2} runs`;
  const bound = limitInWords(measured);
  if (verdict === 'improved' || verdict === 'regressed') return `${verdict} by more than ${bound}: ${seen}`;
  if (verdict === 'unchanged') return `changed by less than ${bound}: ${seen}`;
  if (harmless && harm !== 'either') {
    const worse = harm === 'higher' ? 'higher' : 'lower';
    return `not ${worse} by more than ${bound}, whether better is open: ${seen}`;
  }
  const open =
    Math.abs(measured.shift) > limit && p >= measured.alpha ? 'may be chance' : `may be more or less than ${bound}`;
  return `${open}: ${seen}; ${neededInWords(measured)}`;
}

function changeInWords({ shift, interval, baseline, alpha }: Measured): string {
  const said = (value: number) => (baseline === 0 ? numberText(value) : percentText(value / Math.abs(baseline)));
  const ends =
    interval === null ? '' : ` (${percentText(1 - alpha)}: ${said(interval.lower)} to ${said(interval.upper)})`;
  return `shifted by ${said(shift)}${ends}`;
}

function limitInWords({ limit, baseline }: Measured): string {
  return baseline === 0 ? numberText(limit) : percentText(limit / Math.abs(baseline));
}

/** An interval narrows with the root of the number of runs. */
function neededInWords({ n1, n2, shift, interval, limit }: Measured): string {
  const half = interval === null ? Infinity : (interval.upper - interval.lower) / 2;
  const room = Math.abs(Math.abs(shift) - limit);
  const runs = Math.max(advisedRuns, Math.ceil(Math.min(n1, n2) * (half / room) ** 2));
  if (!(runs <= 1000)) return 'it is too near to the limit to tell by more runs';
  if (runs <= Math.min(n1, n2)) return 'more runs would tell';
  return `about ${runs} runs on each side would tell`;
}

function pText(p: number): string {
  return p < 0.0001 ? 'below 0.0001' : String(Number(p.toPrecision(2)));
}

function numberText(value: number): string {
  return String(Number(value.toPrecision(3)));
}
