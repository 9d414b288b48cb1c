// Public keys of which a person said whose they are, as rows.
import type { ReadDb, WriteDb } from './database.ts';
import { prepared } from './statements.ts';

export interface KnownKeyRow {
  /** Base64 of the raw 32 bytes. */
  publicKey: string;
  name: string;
  addedBy: string;
  addedAt: number;
}

export function knownKey(db: ReadDb, publicKey: string): KnownKeyRow | null {
  return (prepared(
    db,
    'SELECT public_key AS publicKey, name, added_by AS addedBy, added_at AS addedAt FROM known_key WHERE public_key = ?',
  ).get(publicKey) ?? null) as KnownKeyRow | null;
}

/** Of a key that is known already the new name holds. */
export function putKnownKey(db: WriteDb, { publicKey, name, addedBy, addedAt }: KnownKeyRow): void {
  prepared(
    db,
    `INSERT INTO known_key (public_key, name, added_by, added_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (public_key) DO UPDATE SET name = excluded.name, added_by = excluded.added_by, added_at = excluded.added_at`,
  ).run(publicKey, name, addedBy, addedAt);
}

export function removeKnownKey(db: WriteDb, publicKey: string): void {
  prepared(db, 'DELETE FROM known_key WHERE public_key = ?').run(publicKey);
}
