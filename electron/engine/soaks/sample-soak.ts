// Asks Prometheus for every interval of a soak that is over and was not answered yet: the last one while it runs, and all of
// those in which the console or the machine slept. What the server does not have stays not observed.
import { soakSeriesLimit, type SoakCriterion } from '#shared/model/criteria/soak.ts';
import { messageOf } from '#shared/model/ops-error.ts';
import type { MetricsReader } from '../metrics/metrics-reader.ts';
import { dueSlots, measuredOf, slotTime, type KnownSoak } from './known-soak.ts';

/** Intervals in one question. */
const slotsAtOnce = 2000;

export interface Sampling {
  reader: MetricsReader;
  nowMs: number;
  safeText: (text: string) => string;
  signal: AbortSignal;
}

/** Never throws; why something could not be asked is the soak's trouble. */
export async function sampleSoak(known: KnownSoak, sampling: Sampling): Promise<void> {
  const { progress, definition } = known;
  const place = sampling.reader.place();
  if (place !== progress.server) {
    progress.trouble = place === null ? 'no Prometheus is connected' : `the active environment names ${place}, and this soak samples ${progress.server}`; // prettier-ignore
    return;
  }
  const troubles = await Promise.all(measuredOf(definition).map((criterion) => sampleCriterion(known, criterion, sampling))); // prettier-ignore
  if (sampling.signal.aborted) return;
  progress.trouble = troubles.find((trouble) => trouble !== null) ?? null;
  if (troubles.some((trouble) => trouble === null)) progress.sampledAtMs = sampling.nowMs;
}

async function sampleCriterion(known: KnownSoak, criterion: SoakCriterion, sampling: Sampling): Promise<string | null> {
  const { progress, definition } = known;
  const { id, measure } = criterion;
  const due = dueSlots(known, sampling.nowMs);
  if (measure.kind === 'manual') return null;
  try {
    for (let from = progress.answered[id] ?? 0; from < due; from = progress.answered[id] ?? due) {
      const to = Math.min(due, from + slotsAtOnce);
      const asked = { query: measure.query, fromMs: slotTime(known, from), toMs: slotTime(known, to - 1), stepMs: definition.intervalMs }; // prettier-ignore
      const answer = await sampling.reader.range({ ...asked, limit: soakSeriesLimit, signal: sampling.signal });
      let total = Math.max(progress.totals[id] ?? 0, answer.totalSeries ?? answer.series.length);
      for (const { labels, times, values } of answer.series) {
        for (let at = 0; at < values.length; at++) {
          const slot = Math.round(((times[at] ?? 0) - known.startedAtMs) / definition.intervalMs) - 1;
          const kept = known.samples.put(id, labels, slot, values[at] ?? Number.NaN);
          if (!kept) total = Math.max(total, soakSeriesLimit + 1);
        }
      }
      progress.totals[id] = total;
      progress.answered[id] = to;
    }
    return null;
  } catch (error) {
    return sampling.safeText(`${criterion.title} cannot be asked: ${messageOf(error)}`);
  }
}

/** Whether every interval of every measured criterion was answered, with or without samples. */
export function isAnswered(known: KnownSoak, nowMs: number): boolean {
  const due = dueSlots(known, nowMs);
  return measuredOf(known.definition).every(({ id }) => (known.progress.answered[id] ?? 0) >= due);
}
