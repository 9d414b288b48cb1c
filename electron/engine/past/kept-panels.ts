// What panels came to, out of what was kept of them with an incident. It is what was answered then, clipped to what is asked
// now and never more; every answer says with what it was kept and how it had been asked.
import { z } from 'zod';
import { durationInWords } from '#shared/model/duration.ts';
import { incidentName } from '#shared/model/incident/incident.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { Asked, Frame, InstantAnswer, Kept } from '#shared/model/series.ts';
import type { SpanMs } from '#shared/model/span.ts';
import { unpackSeries } from '../dashboards/kept-series.ts';
import { frameOf, type FrameAsked } from '../metrics/frame-of.ts';
import type { SampledSeries } from '../metrics/metrics-reader.ts';
import type { ReadDb } from '../store/database.ts';
import { readIncident } from '../store/incident-rows.ts';
import { keptDashboards, keptSummaries, panelFrameBody, panelFrameHeads, type PanelFrameHead } from '../store/kept-panel-rows.ts'; // prettier-ignore
import { valueText } from '../triggers/show-trigger.ts';

interface Found {
  head: PanelFrameHead;
  series: SampledSeries[];
  kept: Kept;
  /** Series of the answer beyond those that were kept. */
  beyond: number;
  warnings: string[];
  infos: string[];
}

const howSchema = z.object({
  place: z.string(),
  rateMs: z.number().nullable(),
  rangeMs: z.number().nullable(),
  totalSeries: z.int(),
  warnings: z.array(z.string()),
  infos: z.array(z.string()),
});

export interface KeptRangeAsked extends FrameAsked {
  asked: Asked;
  /** Only the last value is shown. */
  endsNow: boolean;
  /** What was kept later is left out. */
  recordedBy: number;
}

/**
 * Null where nothing of it was ever kept or tried.
 * @throws OpsError `unavailable`: it was not kept, or not of that time; the words say why.
 */
export function keptRange(read: ReadDb, question: KeptRangeAsked): Frame | null {
  const { asked, fromMs, toMs, recordedBy, endsNow } = question;
  const heads = panelFrameHeads(read, asked.expr);
  const head = bestOf(usable(heads, recordedBy), { fromMs, toMs });
  if (head === null) return refuse(read, asked, heads, recordedBy);
  const missingMs = toMs - head.toMs;
  if (endsNow && missingMs >= Math.max(2 * head.stepMs, leastLagMs)) {
    throw new OpsError('unavailable', `What was kept with ${labelOf(read, head.incident)} ends ${durationInWords(missingMs)} before the end of the time shown.`); // prettier-ignore
  }
  const { series, kept, beyond, warnings, infos } = openFrame(read, head);
  const clipped = series.flatMap((one) => clip(one, fromMs, toMs));
  const answer = { stepMs: head.stepMs, series: clipped, totalSeries: clipped.length + beyond, warnings, infos };
  return { ...frameOf(answer, question), kept };
}

/** As keptRange, of the last step at or before a moment: no sample stands for a later one than its step. */
export function keptInstant(
  read: ReadDb,
  { asked, atMs, limit, recordedBy }: { asked: Asked; atMs: number; limit: number; recordedBy: number },
): InstantAnswer | null {
  const heads = panelFrameHeads(read, asked.expr);
  const reaching = usable(heads, recordedBy).filter((head) => head.fromMs <= atMs && atMs < head.toMs + Math.max(head.stepMs, leastLagMs)); // prettier-ignore
  const head = bestOf(reaching, { fromMs: atMs, toMs: atMs + 1 });
  if (head === null) return refuse(read, asked, heads, recordedBy);
  const { series, kept, beyond, warnings, infos } = openFrame(read, head);
  const stepAt = Math.min(head.toMs, head.fromMs + Math.floor((atMs - head.fromMs) / head.stepMs) * head.stepMs);
  const rows = series.flatMap(({ labels, times, values }) => {
    const value = values[times.indexOf(stepAt)];
    return value === undefined ? [] : [{ labels, atMs: stepAt, value: valueText(value) }];
  });
  return { kind: 'vector', rows: rows.slice(0, limit), totalRows: rows.length + beyond, warnings, infos, kept };
}

/** An end that is less than this behind is that of the question, which goes on while it is asked. */
const leastLagMs = 60_000;

const usable = (heads: readonly PanelFrameHead[], recordedBy: number): PanelFrameHead[] =>
  heads.filter(({ refused, recordedTime }) => refused === null && recordedTime <= recordedBy);

/** What has samples, then what covers most, then the finest, then the newest. */
function bestOf(heads: readonly PanelFrameHead[], span: SpanMs): PanelFrameHead | null {
  const coverOf = ({ fromMs, toMs, stepMs }: PanelFrameHead): number => Math.min(toMs + stepMs, span.toMs) - Math.max(fromMs, span.fromMs); // prettier-ignore
  const reaching = heads.filter((head) => coverOf(head) > 0);
  const [best] = reaching.toSorted((a, b) => Number(b.series > 0) - Number(a.series > 0) || coverOf(b) - coverOf(a) || a.stepMs - b.stepMs || b.recordedTime - a.recordedTime); // prettier-ignore
  return best ?? null;
}

/** @throws OpsError `unavailable` where what was kept cannot be read: a record may come from elsewhere. */
function openFrame(read: ReadDb, head: PanelFrameHead): Found {
  try {
    return readFrame(read, head);
  } catch (error) {
    throw new OpsError('unavailable', `What was kept with ${labelOf(read, head.incident)} cannot be read: ${messageOf(error)}`, { cause: error }); // prettier-ignore
  }
}

function readFrame(read: ReadDb, head: PanelFrameHead): Found {
  const { place, rateMs, rangeMs, totalSeries, warnings, infos } = howSchema.parse(JSON.parse(head.how));
  const { fromMs, toMs, stepMs, recordedTime } = head;
  const series = unpackSeries(panelFrameBody(read, head.no), head);
  const kept = {
    incident: labelOf(read, head.incident),
    at: recordedTime,
    place,
    fromMs,
    toMs,
    stepMs,
    rateMs,
    rangeMs,
  };
  return { head, series, kept, beyond: Math.max(0, totalSeries - head.series), warnings, infos };
}

function clip({ labels, times, values }: SampledSeries, fromMs: number, toMs: number): SampledSeries[] {
  const first = times.findIndex((time) => time >= fromMs);
  const after = times.findIndex((time) => time > toMs);
  const end = after < 0 ? times.length : after;
  return first < 0 || end <= first ? [] : [{ labels, times: times.slice(first, end), values: values.slice(first, end) }]; // prettier-ignore
}

function labelOf(read: ReadDb, incidentId: string): string {
  const incident = readIncident(read, incidentId);
  return incident === null ? 'an incident' : incidentName(incident);
}

/** Null where no dashboard was ever kept in this record. @throws OpsError with why there is nothing. */
function refuse(read: ReadDb, { dashboard }: Asked, heads: readonly PanelFrameHead[], recordedBy: number): null {
  const say = (words: string): never => {
    throw new OpsError('unavailable', words);
  };
  const [later] = heads.filter(({ refused, recordedTime }) => refused === null && recordedTime > recordedBy);
  if (later !== undefined) return say(`Not known then: it was kept with ${labelOf(read, later.incident)} later. Switch to what is known now.`); // prettier-ignore
  const [other] = usable(heads, recordedBy);
  if (other !== undefined) return say(`What was kept with ${labelOf(read, other.incident)} does not reach the time shown.`); // prettier-ignore
  const [refused] = heads;
  if (refused !== undefined) return say(`Not kept with ${labelOf(read, refused.incident)}: ${refused.refused ?? ''}`);
  const [own] = keptDashboards(read, dashboard, recordedBy);
  if (own !== undefined) return say(`Not kept with ${labelOf(read, own.incident)}: only what this dashboard asked then, with the values that its variables had, is kept.`); // prettier-ignore
  const titles = keptSummaries(read).map(({ title }) => `“${title}”`);
  if (titles.length > 0) return say(`This dashboard was not kept with an incident; kept ${titles.length === 1 ? 'was' : 'were'} ${titles.slice(0, 5).join(', ')}${titles.length > 5 ? ' and others' : ''}.`); // prettier-ignore
  return null;
}
