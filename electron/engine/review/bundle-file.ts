// The outside of a bundle: its footer, manifest and signature, and the head of its database, read without opening it. What is
// not as it has to be is refused with the name of the entry.
import { closeSync, constants, existsSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { bundleApplicationId, bundleLimits } from '#shared/model/bundle/limits.ts';
import { manifestSchema, signatureSchema, type Manifest, type Signature } from '#shared/model/bundle/manifest.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { footerBytes, readFooter, sha256, type Footer } from '../bundles/layout.ts';
import { pageSizes } from '../store/bundle-tables.ts';
import { identityOf } from './hash-bundle.ts';
import { readSafeJson } from './safe-json.ts';

export interface BundleFile {
  manifest: Manifest;
  manifestText: Buffer;
  /** SHA-256 of the manifest's bytes, hexadecimal. */
  hash: string;
  signature: Signature | null;
  fileBytes: number;
  /** What must stay the same for as long as it is open. */
  identity: string;
}

const headBytes = 100;

/** @throws OpsError `not_found`, `bad_input`, `too_large`, `conflict` */
export function readBundleFile(file: string): BundleFile {
  refuseCompanions(file);
  const handle = openFile(file);
  try {
    const stats = fstatSync(handle);
    if (!stats.isFile()) throw notAFile(file);
    if (stats.size > bundleLimits.fileBytes) throw new OpsError('too_large', `${file} has ${stats.size} bytes; at most ${bundleLimits.fileBytes} are taken`); // prettier-ignore
    if (stats.size < footerBytes + pageSizes[0]) throw new OpsError('bad_input', 'footer: this is not a Ready Room bundle, or its end is missing'); // prettier-ignore
    const piece = (at: number, bytes: number): Buffer => readPiece(handle, at, bytes);
    const footer = readFooter(piece(stats.size - footerBytes, footerBytes), stats.size);
    refuseSizes(footer);
    const manifestText = piece(footer.databaseBytes, footer.manifestBytes);
    if (!sha256(manifestText).equals(footer.manifestSha256)) throw new OpsError('bad_input', 'manifest: it is damaged; its hash does not hold'); // prettier-ignore
    const signatureText = piece(footer.databaseBytes + footer.manifestBytes, footer.signatureBytes);
    if (!sha256(signatureText).equals(footer.signatureSha256)) throw new OpsError('bad_input', 'signature: it is damaged; its hash does not hold'); // prettier-ignore
    const manifest = readEntry('manifest', manifestText, manifestSchema);
    if (manifest.database.bytes !== footer.databaseBytes) throw new OpsError('bad_input', `manifest: it says ${manifest.database.bytes} bytes of database, the footer ${footer.databaseBytes}`); // prettier-ignore
    const signature = signatureText.length === 0 ? null : readEntry('signature', signatureText, signatureSchema);
    refuseHead(piece(0, headBytes), manifest);
    return { manifest, manifestText, hash: sha256(manifestText).toString('hex'), signature, fileBytes: stats.size, identity: identityOf(stats) }; // prettier-ignore
  } finally {
    closeSync(handle);
  }
}

/** SQLite would read what lies beside a database in its place; a bundle is one file. */
function refuseCompanions(file: string): void {
  for (const ending of ['-wal', '-journal', '-shm']) {
    if (existsSync(file + ending)) throw new OpsError('conflict', `${file}${ending} lies beside the bundle and would change what is read; a bundle is one file: move it to a folder of its own`); // prettier-ignore
  }
}

const notAFile = (file: string): OpsError => new OpsError('bad_input', `${file} is not a file; a bundle is one file`);

/** A pipe, a socket or a device is not opened; one that takes the file's place meanwhile is not waited for. */
function openFile(file: string): number {
  try {
    if (!statSync(file).isFile()) throw notAFile(file);
    return openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (error instanceof OpsError) throw error;
    const code = (error as { code?: string }).code === 'ENOENT' ? 'not_found' : 'unavailable';
    throw new OpsError(code, `${file} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

function readPiece(handle: number, at: number, bytes: number): Buffer {
  const piece = Buffer.alloc(bytes);
  let read = 0;
  while (read < bytes) {
    const got = readSync(handle, piece, read, bytes - read, at + read);
    if (got === 0) throw new OpsError('bad_input', 'the file ends before it should');
    read += got;
  }
  return piece;
}

function refuseSizes({ databaseBytes, manifestBytes, signatureBytes }: Footer): void {
  if (manifestBytes > bundleLimits.manifestBytes) throw new OpsError('too_large', `manifest: ${manifestBytes} bytes; at most ${bundleLimits.manifestBytes} are taken`); // prettier-ignore
  if (signatureBytes > bundleLimits.signatureBytes) throw new OpsError('too_large', `signature: ${signatureBytes} bytes; at most ${bundleLimits.signatureBytes} are taken`); // prettier-ignore
  if (databaseBytes < pageSizes[0] || databaseBytes % pageSizes[0] !== 0) throw new OpsError('bad_input', `footer: a database of ${databaseBytes} bytes is not made of pages`); // prettier-ignore
}

function readEntry<T>(
  entry: string,
  bytes: Buffer,
  schema: {
    safeParse: (
      value: unknown,
    ) => { success: true; data: T } | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } };
  },
): T {
  // prettier-ignore
  const text = new TextDecoder('utf-8', { fatal: true });
  let read: string;
  try {
    read = text.decode(bytes);
  } catch (error) {
    throw new OpsError('bad_input', `${entry}: it is not UTF-8`, { cause: error });
  }
  const parsed = schema.safeParse(readSafeJson(entry, read));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new OpsError('bad_input', `${entry}: ${(issue?.path ?? []).map(String).join('.')} ${issue?.message ?? ''}`);
}

/** The head of an SQLite database, as we write it and no other: https://sqlite.org/fileformat2.html, 1.3. */
function refuseHead(head: Buffer, manifest: Manifest): void {
  const refuse = (why: string): never => {
    throw new OpsError('bad_input', `database: ${why}`);
  };
  if (head.subarray(0, 16).toString('latin1') !== 'SQLite format 3\u0000') refuse('it is no SQLite database');
  const pageBytes = head.readUInt16BE(16);
  if (!pageSizes.some((size) => size === pageBytes)) refuse(`its pages have to be of ${pageSizes.join(' or ')} bytes`);
  if (head[18] !== 1 || head[19] !== 1) refuse('it is in WAL mode, in which other files are read with it');
  if (head[20] !== 0 || head[21] !== 64 || head[22] !== 32 || head[23] !== 32)
    refuse('its head is not as it has to be');
  if (head.readUInt32BE(28) * pageBytes !== manifest.database.bytes) refuse('its head counts other pages than there are'); // prettier-ignore
  // Otherwise SQLite takes the size of the file for the number of pages.
  if (head.readUInt32BE(24) !== head.readUInt32BE(92)) refuse('its head was not finished');
  if (head.readUInt32BE(44) !== 4) refuse('its schema is of another format');
  if (head.readUInt32BE(56) !== 1) refuse('its texts have to be UTF-8');
  if (head.readUInt32BE(52) !== 0 || head.readUInt32BE(64) !== 0) refuse('it shrinks by itself, which none of ours does'); // prettier-ignore
  if (head.readUInt32BE(68) !== bundleApplicationId) refuse('it belongs to another application');
  if (head.readUInt32BE(60) !== manifest.recordVersion) refuse('its tables are of another version than the manifest says'); // prettier-ignore
}
