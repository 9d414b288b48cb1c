// A soak test as the engine has it: definition, how far it has come, its samples; and how it is shown. It asks nobody.
import { criterionTickSchema, type CriterionTick } from '#shared/model/criteria/judgement.ts';
import { soakDefinitionSchema, soakFindingSchema, type SoakDefinition, type SoakFinding, type WatchedSoak } from '#shared/model/criteria/soak.ts'; // prettier-ignore
import { outcomeOfSoak, soakInWords, type SoakTime } from '#shared/model/criteria/soak-judgement.ts';
import { z } from 'zod';
import type { SoakRow } from '../store/soak-rows.ts';
import { createSoakSamples, type SoakSamples } from './soak-samples.ts';

const progressSchema = z.object({
  server: z.string(),
  by: z.string(),
  state: z.enum(['running', 'finished', 'stopped']),
  endedAtMs: z.number().nullable(),
  /** Up to which interval each criterion's query has been answered. */
  answered: z.record(z.string(), z.int()),
  /** How many series each has in all. */
  totals: z.record(z.string(), z.int()),
  ticks: z.record(z.string(), criterionTickSchema),
  findings: z.array(soakFindingSchema),
  sampledAtMs: z.number().nullable(),
  judgedAtMs: z.number().nullable(),
  trouble: z.string().nullable(),
});
export type Progress = z.infer<typeof progressSchema>;

export interface KnownSoak {
  key: string;
  definition: SoakDefinition;
  startedAtMs: number;
  progress: Progress;
  samples: SoakSamples;
}

export const slotsOf = ({ durationMs, intervalMs }: SoakDefinition): number => Math.floor(durationMs / intervalMs);

/** The end of an interval. */
export function slotTime(
  { definition, startedAtMs }: Pick<KnownSoak, 'definition' | 'startedAtMs'>,
  slot: number,
): number {
  return startedAtMs + (slot + 1) * definition.intervalMs;
}

/** Intervals that are over, up to where it ended. */
export function dueSlots({ definition, startedAtMs, progress }: KnownSoak, nowMs: number): number {
  const until = Math.min(nowMs, progress.endedAtMs ?? Infinity);
  return Math.max(0, Math.min(slotsOf(definition), Math.floor((until - startedAtMs) / definition.intervalMs)));
}

export function timeOfSoak(known: KnownSoak, nowMs: number): SoakTime {
  const { definition } = known;
  const elapsedMs = dueSlots(known, nowMs) * definition.intervalMs;
  const { intervalMs, minCoverage } = definition;
  return { intervalMs, minCoverage, durationMs: slotsOf(definition) * intervalMs, elapsedMs };
}

export function newSoak(about: {
  key: string;
  definition: SoakDefinition;
  startedAtMs: number;
  server: string;
  by: string;
}): KnownSoak {
  const { key, definition, startedAtMs, server, by } = about;
  const progress: Progress = { server, by, state: 'running', endedAtMs: null, answered: {}, totals: {}, ticks: {}, findings: [], sampledAtMs: null, judgedAtMs: null, trouble: null }; // prettier-ignore
  return withSamples({ key, definition, startedAtMs, progress });
}

function withSamples(known: Omit<KnownSoak, 'samples'>): KnownSoak {
  return { ...known, samples: createSoakSamples(slotsOf(known.definition), (slot) => slotTime(known, slot)) };
}

export function soakOfRow({ key, definition, progress, startedAt }: SoakRow): KnownSoak {
  return withSamples({
    key,
    definition: soakDefinitionSchema.parse(JSON.parse(definition)),
    startedAtMs: startedAt,
    progress: progressSchema.parse(JSON.parse(progress)),
  });
}

export function rowOfSoak({ key, definition, startedAtMs, progress }: KnownSoak): SoakRow {
  return { key, definition: JSON.stringify(definition), progress: JSON.stringify(progress), startedAt: startedAtMs };
}

/** Measured criteria; those of people are not sampled. */
export const measuredOf = ({ criteria }: SoakDefinition) => criteria.filter(({ measure }) => measure.kind !== 'manual');

/** With people's words in the place of what waits for them. */
export function findingsOf({ definition, progress }: KnownSoak): SoakFinding[] {
  const byId = new Map(progress.findings.map((finding) => [finding.id, finding]));
  return definition.criteria.map(({ id, measure }) => {
    const tick: CriterionTick | null = progress.ticks[id] ?? null;
    const numbers = { observed: 0, due: 0, series: 0, value: null, interval: null, notes: [] };
    if (measure.kind !== 'manual') return { ...(byId.get(id) ?? { id, ...numbers, outcome: 'inconclusive', soFar: null, reason: 'not judged yet' }), tick: null }; // prettier-ignore
    const reason =
      tick === null ? 'a person has to judge it' : `${tick.by} says so${tick.note === '' ? '' : `: ${tick.note}`}`;
    return { id, ...numbers, outcome: tick?.outcome ?? 'open', soFar: null, reason, tick };
  });
}

const mostGaps = 20;

export function showSoak(known: KnownSoak, nowMs: number): WatchedSoak {
  const { key, definition, startedAtMs, progress } = known;
  const { server, by, state, endedAtMs, sampledAtMs, judgedAtMs, trouble } = progress;
  const due = dueSlots(known, nowMs);
  const findings = findingsOf(known);
  const seen = measuredOf(definition).map(({ id }) => known.samples.observed(id, due));
  const shares = seen.map((slots) => (due === 0 ? 0 : slots.reduce((sum, one) => sum + one, 0) / due));
  const coverage = shares.length === 0 ? 0 : Math.min(...shares);
  const words = soakInWords(findings, { ...timeOfSoak(known, nowMs), state, coverage });
  const gaps = gapsIn(seen, due).map(([from, to]) => ({ fromMs: slotTime(known, from - 1), toMs: slotTime(known, to - 1) })); // prettier-ignore
  return { key, definition, server, by, startedAtMs, state, endedAtMs, due, slots: slotsOf(definition), coverage, gaps, sampledAtMs, judgedAtMs, trouble, outcome: outcomeOfSoak(findings), words, findings }; // prettier-ignore
}

/** Runs of intervals in which nothing at all was observed, the longest first. */
function gapsIn(seen: readonly Uint8Array[], due: number): [from: number, to: number][] {
  const gaps: [number, number][] = [];
  let from: number | null = null;
  for (let slot = 0; slot <= due; slot++) {
    const empty = slot < due && seen.every((slots) => slots[slot] === 0);
    if (empty) from ??= slot;
    else if (from !== null) {
      gaps.push([from, slot]);
      from = null;
    }
  }
  return gaps.toSorted((a, b) => b[1] - b[0] - (a[1] - a[0])).slice(0, mostGaps);
}
