// Looks at a bundle from elsewhere and refuses it or gives it open: layout, hashes, schema, pages, rows, in this order. To be
// called in a process that may be lost; it writes nothing and reads no file but this one.
import { existsSync, statSync } from 'node:fs';
import type { Manifest, Signed } from '#shared/model/bundle/manifest.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { fingerprintOf, isSignedBy } from '../bundles/signing.ts';
import {
  checkPages,
  checkRows,
  compareSchema,
  goOver,
  openForReview,
  refuseUnknownVersion,
} from '../store/bundle-check.ts';
import type { ReadDb } from '../store/database.ts';
import { readBundleFile, type BundleFile } from './bundle-file.ts';
import { identityOf, type HashedBundle } from './hash-bundle.ts';

export interface Inspected {
  read: ReadDb;
  manifest: Manifest;
  /** SHA-256 of the manifest. */
  hash: string;
  /** What the signature proves, but not whether its key is known here. */
  signed: Signed;
  fileBytes: number;
  /** Whether the file is still the one that was inspected. */
  unchanged: () => boolean;
}

/**
 * `hashing` is made of the same file meanwhile, beside this thread.
 * @throws OpsError that begins with the entry at fault: footer, manifest, signature, database or a table.
 */
export async function inspectBundle(file: string, hashing: Promise<HashedBundle>): Promise<Inspected> {
  // Its refusal is waited for below, whatever the file says meanwhile.
  hashing.catch(() => undefined);
  const bundle = readBundleFile(file);
  refuseUnknownVersion(bundle.manifest.recordVersion);
  const unchanged = (): boolean => isUnchanged(file, bundle.identity);
  const read = openDatabase(file);
  try {
    const found = inspectDatabase(read, bundle.manifest);
    // The hash decides: what a damaged page makes SQLite say is of no interest then.
    const hashed = await hashing;
    if (hashed.identity !== bundle.identity) throw changed(file);
    if (hashed.sha256 !== bundle.manifest.database.sha256) throw new OpsError('bad_input', 'database: it is damaged; its hash is not the one of the manifest'); // prettier-ignore
    if (found !== null) throw found;
    if (!unchanged()) throw changed(file);
    const { manifest, hash, fileBytes } = bundle;
    return { read, manifest, hash, signed: signedOf(bundle), fileBytes, unchanged };
  } catch (error) {
    read.close();
    throw error;
  }
}

const changed = (file: string): OpsError => new OpsError('conflict', `${file} was changed while it was being read`);

function openDatabase(file: string): ReadDb {
  try {
    return openForReview(file);
  } catch (error) {
    throw new OpsError('bad_input', `database: it cannot be opened: ${messageOf(error)}`, { cause: error });
  }
}

/** What is wrong with it; null for nothing. */
function inspectDatabase(read: ReadDb, manifest: Manifest): OpsError | null {
  try {
    compareSchema(read, manifest.recordVersion);
    goOver(read, () => {
      checkPages(read);
      checkRows(read, manifest.tables);
    });
    return null;
  } catch (error) {
    if (error instanceof OpsError) return error;
    return new OpsError('bad_input', `database: ${messageOf(error).slice(0, 300)}`, { cause: error });
  }
}

function isUnchanged(file: string, identity: string): boolean {
  try {
    return identityOf(statSync(file)) === identity && !existsSync(`${file}-wal`) && !existsSync(`${file}-journal`);
  } catch {
    // A file that is gone has changed.
    return false;
  }
}

function signedOf({ signature, manifestText }: BundleFile): Signed {
  if (signature === null) return { state: 'unsigned' };
  if (!isSignedBy(manifestText, signature)) return { state: 'broken', reason: 'the signature is not of this manifest' };
  return { state: 'verified', fingerprint: fingerprintOf(signature.publicKey), publicKey: signature.publicKey, known: false, name: '' }; // prettier-ignore
}
