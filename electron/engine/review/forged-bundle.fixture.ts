// Bundles as somebody would make them who means harm: everything that can be made consistent is.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Manifest } from '#shared/model/bundle/manifest.ts';
import { sha256, writeFooter } from '../bundles/layout.ts';
import { tablesOf, totalOf } from '../store/bundle-tables.ts';
import { testFolder } from '../store/store.fixture.ts';

export interface Forgery {
  /** Done to its database, opened for writing. */
  change?: (db: Database.Database) => void;
  /** Done to the bytes of its database afterwards. */
  bytes?: (database: Buffer) => Buffer;
  manifest?: (manifest: Manifest) => object;
  /** In place of the JSON of the manifest. */
  manifestText?: string;
  signature?: string;
}

/** Makes a new bundle of one that is sound, with hashes, sizes and counts that hold. */
export function forge(sound: { file: string; manifest: Manifest }, forgery: Forgery): string {
  const file = join(testFolder(), 'forged.rrb');
  writeFileSync(file, readFileSync(sound.file).subarray(0, sound.manifest.database.bytes));
  const db = new Database(file);
  db.pragma('foreign_keys = 0');
  forgery.change?.(db);
  const tables = tablesOf(db).flatMap((table) => (db.prepare('SELECT 1 FROM pragma_table_list WHERE name = ? AND type = ?').get(table, 'table') ? [totalOf(db, table)] : [])); // prettier-ignore
  db.close();
  const database = forgery.bytes?.(readFileSync(file)) ?? readFileSync(file);
  const honest: Manifest = { ...sound.manifest, tables: tables.filter(({ rows }) => rows > 0), database: { bytes: database.length, sha256: sha256(database).toString('hex') } }; // prettier-ignore
  const manifest = Buffer.from(forgery.manifestText ?? JSON.stringify(forgery.manifest?.(honest) ?? honest));
  const signature = Buffer.from(forgery.signature ?? '');
  writeFileSync(file, database);
  appendFileSync(file, Buffer.concat([manifest, signature, writeFooter({ databaseBytes: database.length, manifestBytes: manifest.length, signatureBytes: signature.length, manifestSha256: sha256(manifest), signatureSha256: sha256(signature) })])); // prettier-ignore
  return file;
}
