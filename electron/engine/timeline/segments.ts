// The journal in segments: which exist, loaded or made when somebody asks, kept on disk once they are closed. The open end
// grows with the journal at the cost of the new rows alone. Nothing here holds the loop for longer than a slice.
import { setImmediate as turn } from 'node:timers/promises';
import { placeRules } from '#shared/model/timeline/lane.ts';
import type { ReadDb } from '../store/database.ts';
import {
  bareRows,
  keptSegments,
  newestSequence,
  packedSegment,
  segmentLength,
  segmentRounds,
  termText,
  type KeptSegment,
} from '../store/timeline-rows.ts';
import { buildSegment, createPlaces, type SegmentBuilder } from './segment-builder.ts';
import { hashOfSegment, packSegment, sortedSegment, unpackSegment, type Segment } from './segment.ts';

export interface SegmentsOptions {
  read: ReadDb;
  /** Keeps a closed segment on disk; absent where nothing may be written. */
  keep?: ((kept: KeptSegment, hash: Buffer, packed: Buffer) => void) | undefined;
  /** Milliseconds, monotonic. */
  elapsedMs: () => number;
}

export interface Segments {
  /** Those that may hold events of a time, in the order of their numbers; each is whole. */
  between: (fromMs: number, toMs: number, signal?: AbortSignal) => Promise<Segment[]>;
  /** When the oldest and the newest event happened; null where there is none. */
  record: (signal?: AbortSignal) => Promise<{ fromMs: number; toMs: number } | null>;
}

interface Loaded {
  segment: Segment;
  round: number;
}

/** Rows read at once: small enough for the largest events to leave the loop free. */
const rowsAtOnce = 1_024;
const sliceMs = 12;
/** About five million events. */
const mostLoaded = 320;

export function createSegments({ read, keep, elapsedMs }: SegmentsOptions): Segments {
  const texts = new Map<number, string>();
  const textOf = (term: number): string => {
    let text = texts.get(term);
    if (text === undefined) texts.set(term, (text = termText(read, term)));
    return text;
  };
  const placeOf = createPlaces(textOf);
  const loaded = new Map<number, Loaded>();
  const spans = new Map<number, KeptSegment>();
  let tail: { builder: SegmentBuilder; number: number; read: number; round: number } | null = null;
  let began = elapsedMs();
  let working: Promise<unknown> = Promise.resolve();

  const breathe = async (signal: AbortSignal | undefined): Promise<void> => {
    if (elapsedMs() - began < sliceMs) return;
    await turn();
    signal?.throwIfAborted();
    began = elapsedMs();
  };

  /** From the rows, whatever was kept. */
  const build = async (number: number, upTo: number, signal: AbortSignal | undefined): Promise<Segment> => {
    const base = number * segmentLength;
    const { segment, add } = buildSegment(base, segmentLength, placeOf);
    for (let from = base; from <= upTo; from += rowsAtOnce) {
      add(bareRows(read, from, Math.min(upTo, from + rowsAtOnce - 1)));
      await breathe(signal);
    }
    return sortedSegment(segment);
  };

  const closed = async (number: number, round: number, signal: AbortSignal | undefined): Promise<Segment> => {
    const known = loaded.get(number);
    if (known?.round === round) {
      // The last one asked for goes last.
      loaded.delete(number);
      loaded.set(number, known);
      return known.segment;
    }
    const kept = spans.get(number);
    const segment =
      (kept?.round === round && kept.rules === placeRules ? fromDisk(number) : null) ??
      (await build(number, (number + 1) * segmentLength - 1, signal));
    await breathe(signal);
    if (kept?.round !== round || kept.rules !== placeRules) put(number, round, segment);
    loaded.set(number, { segment, round });
    const oldest = loaded.size > mostLoaded ? loaded.keys().next().value : undefined;
    if (oldest !== undefined) loaded.delete(oldest);
    return segment;
  };

  const put = (number: number, round: number, segment: Segment): void => {
    const kept = { segment: number, rules: placeRules, round, fromMs: segment.fromMs, toMs: segment.toMs };
    spans.set(number, kept);
    if (keep === undefined || segment.count === 0) return;
    const packed = packSegment(segment);
    keep(kept, hashOfSegment(packed), packed);
  };

  /** Null where it is not there or not what was put there: it is then made anew. */
  const fromDisk = (number: number): Segment | null => {
    const found = packedSegment(read, number);
    if (found === null || !hashOfSegment(found.packed).equals(found.hash)) return null;
    const segment = unpackSegment(found.packed);
    return segment?.base === number * segmentLength ? segment : null;
  };

  const open = async (number: number, newest: number, round: number, signal: AbortSignal | undefined) => {
    if (tail?.number !== number || tail.round !== round) {
      tail = { builder: buildSegment(number * segmentLength, segmentLength, placeOf), number, read: number * segmentLength - 1, round }; // prettier-ignore
    }
    const mine = tail;
    while (mine.read < newest) {
      const to = Math.min(newest, mine.read + rowsAtOnce);
      mine.builder.add(bareRows(read, mine.read + 1, to));
      mine.read = to;
      await breathe(signal);
    }
    return mine.builder.segment;
  };

  const gather = async (fromMs: number, toMs: number, signal: AbortSignal | undefined): Promise<Segment[]> => {
    began = elapsedMs();
    if (spans.size === 0) for (const kept of keptSegments(read)) spans.set(kept.segment, kept);
    const newest = newestSequence(read);
    const rounds = segmentRounds(read);
    const last = Math.floor(newest / segmentLength);
    const found: Segment[] = [];
    for (let number = 0; number <= last; number++) {
      const round = rounds.get(number) ?? 0;
      const kept = spans.get(number);
      if (number < last && kept?.round === round && kept.rules === placeRules && (kept.toMs < fromMs || kept.fromMs > toMs)) continue; // prettier-ignore
      const segment = number < last ? await closed(number, round, signal) : await open(number, newest, round, signal);
      if (segment.count > 0 && segment.toMs >= fromMs && segment.fromMs <= toMs) found.push(segment);
    }
    return found;
  };
  /** One after the other: two that make the same segment at once would do the work twice. */
  const inTurn = async <T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
    const mine = working.then(() => {
      signal?.throwIfAborted();
      return work();
    });
    // The next one waits for the end of this, however that is.
    working = mine.catch(() => undefined);
    return mine;
  };

  return {
    between: (fromMs, toMs, signal) => inTurn(() => gather(fromMs, toMs, signal), signal),
    record: (signal) =>
      inTurn(async () => {
        const last = await gather(Infinity, -Infinity, signal);
        const ends = [...spans.values(), ...last, ...(tail === null ? [] : [tail.builder.segment])];
        const fromMs = ends.reduce((least, one) => Math.min(least, one.fromMs), Infinity);
        const toMs = ends.reduce((most, one) => Math.max(most, one.toMs), -Infinity);
        return fromMs <= toMs ? { fromMs, toMs } : null;
      }, signal),
  };
}
