// Puts rows of the journal into the columns of a segment, one after the other. What an event's place is depends on its type,
// its source and a few words of its data, of which there are few different ones: each is worked out once.
import {
  hintFields,
  laneNames,
  placeOfEvent,
  severities,
  type Hints,
  type EventPlace,
} from '#shared/model/timeline/lane.ts';
import type { BareRow } from '../store/timeline-rows.ts';
import { emptySegment, type Segment } from './segment.ts';

const mostPlaces = 50_000;

/** @param textOf the text of a term's number. */
export function createPlaces(
  textOf: (term: number) => string,
): (type: number, source: number, hints: string) => number {
  const known = new Map<string, number>();
  return (type, source, hints) => {
    const key = `${type} ${source} ${hints}`;
    let place = known.get(key);
    if (place === undefined) {
      place = placeNumber(placeOfEvent(textOf(type), textOf(source), hintsOf(hints)));
      if (known.size >= mostPlaces) known.clear();
      known.set(key, place);
    }
    return place;
  };
}

export const placeNumber = ({ lane, severity }: EventPlace): number =>
  laneNames.indexOf(lane) * severities.length + severities.indexOf(severity);

function hintsOf(text: string): Hints {
  const values = JSON.parse(text) as unknown[];
  return Object.fromEntries(hintFields.map((field, index) => [field, values[index] ?? undefined]));
}

export interface SegmentBuilder {
  /** As far as it was built; the same object until it is full. */
  segment: Segment;
  add: (rows: readonly BareRow[]) => void;
}

export function buildSegment(base: number, room: number, placeOf: ReturnType<typeof createPlaces>): SegmentBuilder {
  const segment = emptySegment(base, room);
  const places = new Map<number, number>([[0, 0]]);
  const terms: number[] = [0];
  const termPlace = (term: number): number => {
    let place = places.get(term);
    if (place === undefined) {
      place = terms.push(term) - 1;
      places.set(term, place);
    }
    return place;
  };
  const add = (rows: readonly BareRow[]): void => {
    const { times, recorded, offsets, types, sources, subjects, lanes, severities: severe } = segment;
    let at = segment.count;
    for (const [sequence, time, recordedTime, type, source, subject, hints] of rows) {
      const place = placeOf(type, source, hints);
      times[at] = time;
      recorded[at] = recordedTime;
      offsets[at] = sequence - base;
      types[at] = termPlace(type);
      sources[at] = termPlace(source);
      subjects[at] = subject === null ? 0 : termPlace(subject);
      lanes[at] = Math.floor(place / severities.length);
      severe[at] = place % severities.length;
      if (time < segment.fromMs) segment.fromMs = time;
      if (time > segment.toMs) segment.toMs = time;
      at++;
    }
    segment.count = at;
    if (terms.length !== segment.terms.length) segment.terms = Uint32Array.from(terms);
  };
  return { segment, add };
}
