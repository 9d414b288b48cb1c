// Looks back over the record for an incident: the findings of a time, bounded, and how many there were.
import { findingKinds, type Finding } from '#shared/model/incident/declare.ts';
import type { ReadDb } from '../store/database.ts';
import { eventsInSpan } from '../store/journal-times.ts';
import { findingsOf, findingTypes } from './findings.ts';

export interface Span {
  fromMs: number;
  toMs: number;
  /** Only what had been recorded by then; all that is known where absent. */
  recordedBy?: number | undefined;
}

/** Errors of a time, as findings; they are kept elsewhere. */
export type ErrorsIn = (span: Span) => Finding[];

export interface LookedBack {
  /** By when they happened, the oldest first. */
  findings: Finding[];
  counts: Partial<Record<Finding['kind'], number>>;
}

/** Events that are read at most; of a time with more, the newest. */
const mostEvents = 5000;
/** Looks of plans come by the thousand and would crowd out all else. */
const mostLooks = 2000;

export function lookBack(read: ReadDb, span: Span, errorsIn: ErrorsIn): LookedBack {
  const rest = findingTypes.filter((type) => type !== 'item.judged');
  const events = [
    ...eventsInSpan(read, { ...span, types: rest, limit: mostEvents }),
    ...eventsInSpan(read, { ...span, types: ['item.judged'], limit: mostLooks }),
  ];
  const findings = [...findingsOf(events), ...errorsIn(span)].toSorted((a, b) => a.atMs - b.atMs);
  const counts: LookedBack['counts'] = {};
  for (const { kind } of findings) counts[kind] = (counts[kind] ?? 0) + 1;
  return { findings, counts };
}

/** The newest of each kind, what is bad before what is not; in the order in which they happened. */
export function mostTelling(findings: readonly Finding[], ofEachKind: number): Finding[] {
  const chosen = new Set<Finding>();
  for (const kind of findingKinds) {
    const all = findings.filter((one) => one.kind === kind).toReversed();
    const telling = [...all.filter(({ bad }) => bad), ...all.filter(({ bad }) => !bad)];
    for (const one of telling.slice(0, ofEachKind)) chosen.add(one);
  }
  return findings.filter((one) => chosen.has(one));
}
