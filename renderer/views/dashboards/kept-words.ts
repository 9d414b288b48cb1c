// What an answer is that was kept with an incident: when, how it had been asked, and how far it reaches. Pure.
import { exactDurationInWords } from '#shared/model/duration.ts';
import type { Kept } from '#shared/model/series.ts';
import type { SpanMs } from '#shared/model/span.ts';
import { momentInWords, type Zone } from '../../components/times.ts';

/** @param shown the time that the answer is of; null where it is one moment of what was kept. */
export function keptWords(kept: Kept, shown: SpanMs | null, zone: Zone): string {
  const { incident, at, place, fromMs, toMs, stepMs, rateMs, rangeMs } = kept;
  const moment = (ms: number): string => momentInWords(ms, at, zone);
  const how = [
    `step ${exactDurationInWords(stepMs)}`,
    ...(rateMs === null ? [] : [`rate over ${exactDurationInWords(rateMs)}`]),
    ...(rangeMs === null ? [] : [`range of ${exactDurationInWords(rangeMs)}`]),
  ];
  const ends = [
    ...(shown !== null && fromMs - shown.fromMs > stepMs ? [`Nothing was kept before ${moment(fromMs)}.`] : []),
    ...(shown !== null && shown.toMs - toMs > stepMs ? [`Nothing was kept after ${moment(toMs)}.`] : []),
  ];
  return [`Kept with ${incident} at ${momentInWords(at, toMs, zone)} as ${place} answered then: ${how.join(', ')}.`, ...ends].join(' '); // prettier-ignore
}
