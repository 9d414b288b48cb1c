// Checks the events of a bundle one by one: each is what was recorded, or was redacted on export and is what it became then,
// or was altered. What is redacted is believed to have been recorded only as far as the hash of the next event goes.
import { grouped } from '#shared/model/grouped.ts';
import type { Manifest, Proof } from '#shared/model/bundle/manifest.ts';
import { chainStart, hashEvent } from './chain.ts';
import { chainedEvents } from './chained-events.ts';
import { totalSteps } from './bundle-tables.ts';
import type { ReadDb } from './database.ts';

const rowsAtOnce = 2000;

/**
 * Events first, then every table against the hash that the manifest has of it. Yields between pieces; the last is the proof.
 * @param read a connection that nobody else uses meanwhile
 */
export function* proveBundle(read: ReadDb, { chain, tables }: Manifest): Generator<Proof, Proof> {
  const events = yield* proveEvents(read, chain);
  for (const said of tables) {
    const steps = totalSteps(read, said.name);
    let step = steps.next();
    for (; step.done !== true; step = steps.next())
      yield { ...events, state: 'checking', words: `The table ${said.name} is being checked` };
    if (step.value.sha256 !== said.sha256)
      return { ...events, state: 'altered', words: `The table ${said.name} is not what the manifest says. ${events.words}` }; // prettier-ignore
  }
  return events;
}

/** Yields between pieces, so that whoever serves from the same thread can answer meanwhile; the last one is the proof. */
export function* proveEvents(read: ReadDb, chain: Manifest['chain']): Generator<Proof, Proof> {
  const gaps = new Map((read.prepare('SELECT first, last, hash FROM journal_evicted').all() as { first: number; last: number; hash: Buffer }[]).map((gap) => [gap.first, gap])); // prettier-ignore
  const becameAt = read.prepare('SELECT hash FROM bundle_redacted WHERE sequence = ?');
  const count = { checked: 0, redacted: 0, altered: 0 };
  let firstAltered: number | null = null;
  let before: Buffer = chainStart;
  let last = 0;
  const alter = (sequence: number): void => {
    count.altered++;
    firstAltered ??= sequence;
  };
  for (;;) {
    const from = last;
    for (const { sequence, event, hash } of chainedEvents(read, { after: last, limit: rowsAtOnce })) {
      count.checked++;
      const gap = sequence === last + 1 ? null : gaps.get(last + 1);
      if (gap === undefined || (gap !== null && gap.last !== sequence - 1)) alter(sequence);
      else {
        if (gap !== null) before = gap.hash;
        if (hash === null) alter(sequence);
        else if (!hashEvent(before, sequence, event).equals(hash)) {
          const became = becameAt.get(sequence) as { hash: Buffer } | undefined;
          if (became !== undefined && hashEvent(hash, sequence, event).equals(became.hash)) count.redacted++;
          else alter(sequence);
        }
      }
      before = hash ?? before;
      last = sequence;
    }
    if (last === from) break;
    yield {
      state: 'checking',
      ...count,
      words: `${grouped(count.checked)} of ${grouped(chain.events)} events checked`,
    };
  }
  if (last !== chain.last || (last > 0 && before.toString('hex') !== chain.root)) alter(last);
  return { state: stateOf(count), ...count, words: wordsOf(count, firstAltered) };
}

type Count = Pick<Proof, 'checked' | 'redacted' | 'altered'>;

const stateOf = ({ redacted, altered }: Count): Proof['state'] =>
  altered > 0 ? 'altered' : redacted > 0 ? 'redacted' : 'whole';

function wordsOf({ checked, redacted, altered }: Count, first: number | null): string {
  if (altered > 0)
    return `${grouped(altered)} of ${grouped(checked)} events do not fit the chain of hashes in which they were recorded; the first is number ${first === null ? 'not known' : grouped(first)}`;
  if (redacted > 0) return `${grouped(checked - redacted)} of ${grouped(checked)} events fit the chain of hashes in which they were recorded; ${grouped(redacted)} were redacted on export`; // prettier-ignore
  return `All ${grouped(checked)} events fit the chain of hashes in which they were recorded`;
}
