import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createJournal } from '../journal/journal.ts';
import { chainHead, moveHead } from './chain.ts';
import { appendRows } from './journal-rows.ts';
import { testStore } from './store.fixture.ts';
import { verifyRecord } from '../recorder/verify-record.ts';
import { chainPieces, checkPiece, verifyChain, wholeReport } from './verify-chain.ts';
import { v7 } from './uuid-v7.ts';
import { createWriter } from './writer.ts';
import type { ReadDb, WriteDb } from './database.ts';

function filled(count = 12) {
  const store = testStore();
  const journal = createJournal({ read: store.read, bootId: 'boot', now: () => 1_000 });
  for (let at = 0; at < count; at++)
    journal.append(store.write, { type: 'note.saved', source: 'person:Lead', subject: at % 2 ? 'a/b' : undefined, correlationId: at % 3 ? undefined : 'f'.repeat(32), time: 900 + at, data: { at, text: 'é' } }); // prettier-ignore
  return store;
}

const segment = 65_536;

function append(write: WriteDb, count: number): void {
  const rows = Array.from({ length: count }, (_, at) => ({ id: v7(at + 1), type: 't', source: 's', subject: null, time: at, recordedTime: at, boot: 'b', correlationId: null, data: '{}' })); // prettier-ignore
  write.transaction(() => appendRows(write, rows))();
}

/** As retention leaves a record: what would come next is gone, up to and with `last`. Returns how many that are. */
function goneUpTo(write: WriteDb, last: number): number {
  const first = chainHead(write).sequence + 1;
  const hash = createHash('sha256').update(String(first)).digest();
  write.prepare('INSERT INTO journal_evicted VALUES (?, ?, ?)').run(first, last, hash);
  moveHead(write, { sequence: last, hash });
  const count = last - first + 1;
  createJournal({ read: write as unknown as ReadDb, bootId: 'boot', now: () => 1 }).append(write, { type: 'retention.evicted', source: 'engine', data: { count } }); // prettier-ignore
  return count;
}

/** What somebody with the file in hand could do: past the triggers. */
function tamper(db: WriteDb, sql: string, ...values: unknown[]): void {
  for (const name of ['journal_keeps_rows', 'journal_keeps_values', 'term_keeps_values', 'term_keeps_rows']) db.exec(`DROP TRIGGER IF EXISTS ${name}`); // prettier-ignore
  db.prepare(sql).run(...values);
}

describe('the hash chain', () => {
  test('of what was recorded is whole, and its head stands for all of it', () => {
    const { write } = filled();
    const report = verifyChain(write);
    expect(report).toMatchObject({ checked: 12, evicted: 0, faults: [], faultCount: 0, head: { sequence: 12 } });
    appendRows(write, [{ id: v7(1), type: 't', source: 's', subject: null, time: 1, recordedTime: 1, boot: 'b', correlationId: null, data: '{}' }]); // prettier-ignore
    expect(verifyChain(write).head?.hash).not.toBe(report.head?.hash);
  });

  test('names the very event of which any column was changed', () => {
    const columns = [
      'id',
      'type',
      'source',
      'subject',
      'time',
      'recordedtime',
      'boot',
      'correlationid',
      'data',
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...columns), fc.integer({ min: 1, max: 12 }), fc.nat(255), (column, at, salt) => {
        const { write } = filled();
        write.exec(`INSERT INTO term (text) VALUES ('other ${salt}')`);
        const other = write.prepare('SELECT max(id) FROM term').pluck().get();
        const value =
          column === 'id' ? v7(salt + 1) : ['type', 'source', 'subject', 'boot'].includes(column) ? other : ['time', 'recordedtime'].includes(column) ? 10_000 + salt : `{"x":${salt}}`; // prettier-ignore
        tamper(write, `UPDATE journal SET ${column} = ? WHERE sequence = ?`, value, at);
        expect(verifyChain(write).faults).toMatchObject([{ kind: 'altered', first: at, last: at }]);
      }),
      { numRuns: Number(process.env['READYROOM_TRIALS'] ?? 18) },
    );
  });

  test('notices one flipped bit of a text that many events share', () => {
    const { write } = filled();
    tamper(write, "UPDATE term SET text = 'person:Leae' WHERE text = 'person:Lead'");
    expect(verifyChain(write).faultCount).toBe(12);
  });

  test('misses an event that was taken out of the middle, and those cut off the end', () => {
    const { write } = filled();
    tamper(write, 'DELETE FROM journal WHERE sequence IN (5, 6, 12)');
    expect(verifyChain(write).faults).toMatchObject([
      { kind: 'missing', first: 5, last: 6 },
      { kind: 'missing', first: 12, last: 12 },
    ]);
  });

  test('goes on over what was evicted by the hash that it ended with, and refuses another one', () => {
    const { write } = filled();
    const hash = write.prepare('SELECT hash FROM journal WHERE sequence = 4').pluck().get();
    write.prepare('INSERT INTO journal_eviction VALUES (1, 4)').run();
    write.exec('DELETE FROM journal WHERE sequence <= 4; DELETE FROM journal_eviction');
    write.prepare('INSERT INTO journal_evicted VALUES (1, 4, ?)').run(hash);
    expect(verifyChain(write).faults).toMatchObject([{ kind: 'missing', words: '4 events were evicted, and the record tells of 0' }]); // prettier-ignore
    createJournal({ read: write as unknown as ReadDb, bootId: 'boot', now: () => 1 }).append(write, { type: 'retention.evicted', source: 'engine', data: { count: 4 } }); // prettier-ignore
    expect(verifyChain(write)).toMatchObject({ checked: 9, evicted: 4, faults: [] });
    write.prepare('UPDATE journal_evicted SET hash = ?').run(Buffer.alloc(32, 1));
    expect(verifyChain(write).faults).toMatchObject([{ kind: 'altered', first: 5 }]);
  });

  test('notices that the seal of a full segment was changed', () => {
    const { write } = filled(1);
    goneUpTo(write, segment - 5);
    append(write, 10);
    expect(verifyChain(write).faults).toEqual([]);
    write.prepare('UPDATE journal_segment SET hash = ?').run(Buffer.alloc(32, 7));
    expect(verifyChain(write).faults).toMatchObject([{ kind: 'segment', last: segment - 1 }]);
  });

  test('is checked in pieces, by threads, to the same as in one: whatever was altered, taken out, evicted, unhashed or sealed anew', async () => {
    const { write, file, read } = filled(1);
    let evicted = 0;
    // Most of each segment is gone, and enough is kept of each piece for several readings.
    append(write, 2_000);
    evicted += goneUpTo(write, segment - 1_500);
    append(write, 3_000);
    evicted += goneUpTo(write, 2 * segment - 1_500);
    append(write, 3_000);
    const last = chainHead(write).sequence;
    expect(write.prepare('SELECT count(*) FROM journal_segment').pluck().get()).toBe(2);
    const inPieces = () => {
      const pieces = chainPieces(write);
      const reports = pieces.map((piece) => {
        const steps = checkPiece(write, piece);
        for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
      });
      return { pieces, report: wholeReport(write, reports) };
    };
    const agreed = async (pieceCount: number) => {
      const { pieces, report } = inPieces();
      expect(pieces).toHaveLength(pieceCount);
      expect(report).toEqual(verifyChain(write));
      expect(await verifyRecord(file, { threads: 2 })).toEqual(report);
      return report;
    };
    expect(await agreed(3)).toMatchObject({ checked: last - evicted, evicted, faults: [] });
    // Over the end of a segment, which then begins no piece.
    const evict = (first: number, last: number): void => {
      const hash = read.prepare('SELECT hash FROM journal WHERE sequence = ?').pluck().get(last);
      write.prepare('INSERT INTO journal_eviction VALUES (?, ?)').run(first, last);
      write.prepare('DELETE FROM journal WHERE sequence BETWEEN ? AND ?').run(first, last);
      write.exec('DELETE FROM journal_eviction');
      write.prepare('INSERT INTO journal_evicted VALUES (?, ?, ?)').run(first, last, hash);
    };
    evict(2 * segment - 10, 2 * segment + 10);
    createJournal({ read, bootId: 'boot', now: () => 1 }).append(write, { type: 'retention.evicted', source: 'engine', data: { count: 21 } }); // prettier-ignore
    expect(await agreed(2)).toMatchObject({ evicted: evicted + 21, faults: [] });
    tamper(write, `UPDATE journal SET data = '1' WHERE sequence IN (5, ${segment - 1}, ${segment})`);
    tamper(write, `UPDATE journal SET hash = NULL WHERE sequence = ${segment + 7}`);
    tamper(write, `DELETE FROM journal WHERE sequence BETWEEN ${2 * segment + 50} AND ${2 * segment + 59}`);
    write.prepare('UPDATE journal_segment SET hash = ? WHERE number = 0').run(Buffer.alloc(32, 7));
    const report = await agreed(2);
    expect(report.faults.map(({ kind, first }) => [kind, first])).toEqual([
      ['altered', 5],
      ['altered', segment - 1],
      ['segment', segment - 1],
      ['altered', segment],
      ['unhashed', segment + 7],
      ['missing', 2 * segment + 50],
    ]);
  });

  test('of which events are evicted between two pieces is whole all the same', () => {
    const { write, read } = filled(20);
    const hashOf = (sequence: number) => read.prepare('SELECT hash FROM journal WHERE sequence = ?').pluck().get(sequence); // prettier-ignore
    const drain = (from: number, to: number) => {
      const steps = checkPiece(write, { from, to });
      for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
    };
    const first = drain(1, 10);
    // Over where the pieces meet.
    const hash = hashOf(13);
    write.exec('INSERT INTO journal_eviction VALUES (8, 13); DELETE FROM journal WHERE sequence BETWEEN 8 AND 13; DELETE FROM journal_eviction'); // prettier-ignore
    write.prepare('INSERT INTO journal_evicted VALUES (8, 13, ?)').run(hash);
    createJournal({ read, bootId: 'boot', now: () => 1 }).append(write, { type: 'retention.evicted', source: 'engine', data: { count: 6 } }); // prettier-ignore
    expect(wholeReport(write, [first, drain(11, 20)])).toMatchObject({ checked: 17, evicted: 3, faults: [] });
    expect(wholeReport(write, [drain(1, 10), drain(11, 20)])).toMatchObject({ checked: 14, evicted: 6, faults: [] });
  });

  test('goes on from the right event after a transaction was rolled back', async () => {
    const { write, read } = filled(3);
    const journal = createJournal({ read, bootId: 'boot', now: () => 2 });
    const writer = createWriter({ db: write, now: () => 2 });
    const event = { type: 'note.saved', source: 'engine', data: {} } as const;
    const refused = writer.write('telemetry', (db) => {
      journal.append(db, event);
      throw new Error('refused');
    });
    await expect(refused).rejects.toThrow('refused');
    await writer.write('telemetry', (db) => journal.append(db, event));
    expect(verifyChain(write)).toMatchObject({ checked: 4, faults: [] });
  });
});
