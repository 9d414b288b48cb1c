// The hash chain of the journal: what each event's hash is made of, and where the chain ends. It finds no fault; see
// verify-chain.ts.
import { hash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { prepared } from './statements.ts';

/** An event as it is hashed: texts, not the numbers that stand for them, so that a changed term shows too. */
export interface ChainedEvent {
  id: Buffer;
  type: string;
  source: string;
  subject: string | null;
  time: number;
  recordedTime: number;
  boot: string;
  correlationId: string | null;
  data: string;
}

/** How many sequence numbers a segment has, as a power of two: the indexes of the journal are made by the same number. */
export const segmentBits = 16;
export const segmentOf = (sequence: number): number => Math.floor(sequence / 2 ** segmentBits);

/** What stands before the first event. */
export const chainStart = Buffer.alloc(32);

/**
 * SHA-256 over the hash before, the event's number and all its fields, each told apart by its length, so that no text can pass for two.
 * Absent texts have the length -1.
 */
export function hashEvent(before: Buffer, sequence: number, event: ChainedEvent): Buffer {
  return Buffer.from(hashText(before.toString('latin1'), sequence, event), 'latin1');
}

/** The same for whoever goes over many: hashes are texts of a character for each byte, which cost half of what buffers do. */
export function hashText(before: string, sequence: number, event: ChainedEvent): string {
  const { id, type, source, subject, time, recordedTime, boot, correlationId, data } = event;
  const texts = `${type.length}:${type}${source.length}:${source}${sized(subject)}${boot.length}:${boot}${sized(correlationId)}`;
  return hash(
    'sha256',
    `${before}${id.toString('latin1')}${sequence},${time},${recordedTime};${texts}${data}`,
    'binary',
  );
}

const sized = (text: string | null): string => (text === null ? '-1:' : `${text.length}:${text}`);

/** The last event of a chain. */
export interface ChainHead {
  sequence: number;
  hash: Buffer;
}

const heads = new WeakMap<Database.Database, ChainHead>();

/** Where the next event is appended; read once per connection, for only one connection appends. */
export function chainHead(db: Database.Database): ChainHead {
  const known = heads.get(db);
  if (known !== undefined) return known;
  const row = prepared(db, 'SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1').get() as
    | { sequence: number; hash: Buffer | null }
    | undefined;
  const head = { sequence: row?.sequence ?? 0, hash: row?.hash ?? chainStart };
  heads.set(db, head);
  return head;
}

/** The head has moved, within a transaction; see forgetHead. */
export function moveHead(db: Database.Database, head: ChainHead): void {
  heads.set(db, head);
}

/** To be called after a rollback: the events that the head stands on are gone. */
export function forgetHead(db: Database.Database): void {
  heads.delete(db);
}
