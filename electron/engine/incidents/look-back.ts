// Looks back over the record for an incident: the findings of a time, bounded, and how many there were. Type by type and page
// by page, so that a busy record holds nothing else up.
import { setImmediate } from 'node:timers/promises';
import { findingKinds, type Finding } from '#shared/model/incident/declare.ts';
import type { JournalEvent } from '#shared/model/system.ts';
import type { ReadDb } from '../store/database.ts';
import { looksBefore } from '../store/incident-rows.ts';
import { journalPage } from '../store/journal-rows.ts';
import { lastSequenceAt } from '../store/moment-rows.ts';
import { findingsOf, findingTypes, kindOfType } from './findings.ts';

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
  /** Kinds of which the record holds more of that time than were read: the newest were. */
  more: Finding['kind'][];
}

const pageLimit = 500;
/** Events of one type that are read at most. Looks of plans come by the thousand, and tell only where they turn. */
const mostEvents = 2000;
const mostLooks = 20_000;
/** What happened in a time may be recorded some time after it. */
const lateMs = 60 * 60_000;

export async function lookBack(read: ReadDb, span: Span, errorsIn: ErrorsIn): Promise<LookedBack> {
  const events: JournalEvent[] = [];
  const more = new Set<Finding['kind']>();
  for (const type of findingTypes) {
    const found = await eventsOf(read, type, span);
    events.push(...found.events);
    if (found.more) more.add(kindOfType(type));
  }
  const findings = [...findingsOf(events), ...errorsIn(span)].toSorted((a, b) => a.atMs - b.atMs);
  const counts: LookedBack['counts'] = {};
  for (const { kind } of findings) counts[kind] = (counts[kind] ?? 0) + 1;
  return { findings, counts, more: [...more] };
}

/** From the newest recorded back, until what is read was recorded before the time began. */
async function eventsOf(read: ReadDb, type: string, { fromMs, toMs, recordedBy = Number.MAX_SAFE_INTEGER }: Span) {
  const events: JournalEvent[] = [];
  const isLook = type === 'item.judged';
  const most = isLook ? mostLooks : mostEvents;
  let before = lastSequenceAt(read, Math.min(recordedBy, toMs + lateMs)) + 1;
  for (;;) {
    const page: JournalEvent[] = isLook ? looksBefore(read, before, pageLimit) : journalPage(read, { type, before, limit: pageLimit }); // prettier-ignore
    for (const event of page) {
      if (event.time >= fromMs && event.time <= toMs && event.recordedTime <= recordedBy) events.push(event);
    }
    const last = page.at(-1);
    if (page.length < pageLimit || last === undefined || last.recordedTime < fromMs) return { events, more: false };
    if (events.length >= most) return { events, more: true };
    before = last.sequence;
    await setImmediate();
  }
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
