// Writes a bundle: chosen rows of the record, redacted, then what it says of itself. Blocks until it is done, so it belongs
// into a thread of its own; a bundle that is not finished is no bundle.
import { appendFileSync, chmodSync, closeSync, fsyncSync, openSync, statSync, truncateSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { bundleLimits, bundleVersion } from '#shared/model/bundle/limits.ts';
import type { BundledIncident, BundleTable, Manifest } from '#shared/model/bundle/manifest.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { chooseEvents } from '../store/bundle-choice.ts';
import { copyEvents } from '../store/bundle-events.ts';
import { bundleParts, leftBehind } from '../store/bundle-parts.ts';
import { copyTable, createBundleDatabase, withoutIndexes } from '../store/bundle-tables.ts';
import { newestVersion } from '../store/migrate.ts';
import { createLeavingRedactor, type LeavingRedactor } from './leaving-redactor.ts';
import { hashFileBytes } from './hash-file.ts';
import { hideFrame } from './hide-frame.ts';
import { sha256, writeFooter } from './layout.ts';
import { signManifest } from './signing.ts';

export interface BundleRequest {
  incident: BundledIncident;
  /** Of the incident; epoch milliseconds. */
  fromMs: number;
  toMs: number;
  beforeMs: number;
  afterMs: number;
  /** Sequence numbers of events that go along wherever they are. */
  pinned: readonly number[];
  /** Values that must not leave in any form. */
  secrets: readonly string[];
  madeBy: string;
  madeAt: number;
  timeZone: string;
}

export interface WriteProgress {
  rowsDone: number;
  rowsOfAbout: number;
  /** In words, e.g. `events`. */
  doing: string;
}

export interface WrittenBundle {
  manifest: Manifest;
  fileBytes: number;
}

const tellEveryRows = 5000;

/** @param read of the record; one snapshot of it is taken. @param file must not be there. @throws OpsError `too_large` */
export function writeBundle(
  read: Database.Database,
  file: string,
  request: BundleRequest,
  tell: (progress: WriteProgress) => void,
): WrittenBundle {
  const redactor = createLeavingRedactor(request.secrets);
  const copied = copyRecord(read, file, request, redactor, tell);
  tell({ ...copied.progress, doing: 'hashes' });
  const manifest = manifestOf(request, copied, redactor, {
    bytes: statSync(file).size,
    sha256: hashFileBytes(file, statSync(file).size),
  });
  const text = Buffer.from(JSON.stringify(manifest));
  if (text.length > bundleLimits.manifestBytes) throw new OpsError('too_large', 'The manifest of the bundle is larger than it may be.'); // prettier-ignore
  finish(file, manifest.database.bytes, text, Buffer.alloc(0));
  const fileBytes = statSync(file).size;
  if (fileBytes > bundleLimits.fileBytes) throw new OpsError('too_large', `The bundle has ${fileBytes} bytes; at most ${bundleLimits.fileBytes} can be opened. Take less time around the incident.`); // prettier-ignore
  return { manifest, fileBytes };
}

/**
 * Signs a bundle that was just written here, or takes its signature away; its tables and manifest stay as they are.
 * @returns the size of the file, in bytes.
 */
export function signBundle(file: string, manifest: Manifest, privatePem: string | null): number {
  const text = Buffer.from(JSON.stringify(manifest));
  const signature = privatePem === null ? Buffer.alloc(0) : Buffer.from(JSON.stringify(signManifest(text, privatePem)));
  truncateSync(file, manifest.database.bytes + text.length);
  appendFileSync(file, Buffer.concat([signature, footerFor(manifest.database.bytes, text, signature)]));
  return statSync(file).size;
}

interface Copied {
  tables: BundleTable[];
  chain: Manifest['chain'];
  leftOut: Manifest['leftOut'];
  progress: WriteProgress;
}

function copyRecord(
  read: Database.Database,
  file: string,
  request: BundleRequest,
  redactor: LeavingRedactor,
  tell: (progress: WriteProgress) => void,
): Copied {
  const progress: WriteProgress = { rowsDone: 0, rowsOfAbout: 0, doing: 'events' };
  const span = { fromMs: request.fromMs - request.beforeMs, toMs: request.toMs + request.afterMs };
  // One snapshot: what is appended meanwhile is not in it.
  read.exec('BEGIN');
  try {
    const incidentId = request.incident.id;
    progress.rowsOfAbout = chooseEvents(read, { incidentId, pinned: request.pinned, ...span });
    tell({ ...progress });
    const write = createBundleDatabase(file, progress.rowsOfAbout);
    try {
      chmodSync(file, 0o600);
      const remake = withoutIndexes(write);
      const named = { ...span, incident: incidentId };
      const copied = write.transaction(() => copyTables({ read, write, named, redactor, progress, tell }))();
      tell({ ...progress, doing: 'indexes' });
      remake();
      return { ...copied, progress };
    } finally {
      write.close();
    }
  } finally {
    read.exec('ROLLBACK');
  }
}

interface CopyTables {
  read: Database.Database;
  write: Database.Database;
  named: Record<string, unknown>;
  redactor: LeavingRedactor;
  progress: WriteProgress;
  tell: (progress: WriteProgress) => void;
}

function copyTables({ read, write, named, redactor, progress, tell }: CopyTables): Omit<Copied, 'progress'> {
  const onRow = (): void => {
    if (++progress.rowsDone % tellEveryRows === 0) tell({ ...progress });
  };
  const hide = (place: string, text: string): string =>
    place === 'kept_frame.frame'
      ? hideFrame(redactor, place, text)
      : /^\s*[[{]/.test(text)
        ? redactor.json(place, text)
        : redactor.text(place, text);
  const leftOut: Manifest['leftOut'] = [];
  const events = copyEvents(read, write, hide, onRow);
  const tables = bundleParts.map((part) => {
    progress.doing = part.table;
    const { table, collided } = copyTable({ read, write, ...part, named, hide, onRow });
    if (collided > 0) leftOut.push({ what: part.table, why: 'rows that cannot be told apart once they are redacted', count: collided }); // prettier-ignore
    return table;
  });
  for (const [what, why] of Object.entries(leftBehind)) leftOut.push({ what, why, count: null });
  return { tables: [...events.tables, ...tables], chain: events.chain, leftOut };
}

function manifestOf(
  request: BundleRequest,
  copied: Copied,
  redactor: LeavingRedactor,
  database: Manifest['database'],
): Manifest {
  // prettier-ignore
  const { incident, fromMs, toMs, beforeMs, afterMs, madeBy, madeAt, timeZone } = request;
  const hidden = { ...incident, title: redactor.text('manifest.title', incident.title) };
  return {
    format: 'readyroom-bundle',
    version: bundleVersion,
    recordVersion: newestVersion,
    madeBy,
    madeAt,
    timeZone,
    incident: hidden,
    span: { fromMs, toMs, beforeMs, afterMs },
    database,
    tables: copied.tables,
    chain: copied.chain,
    redactions: redactor.counts(),
    leftOut: copied.leftOut,
  };
}

function finish(file: string, databaseBytes: number, manifest: Buffer, signature: Buffer): void {
  appendFileSync(file, Buffer.concat([manifest, signature, footerFor(databaseBytes, manifest, signature)]));
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}

const footerFor = (databaseBytes: number, manifest: Buffer, signature: Buffer): Buffer =>
  writeFooter({
    databaseBytes,
    manifestBytes: manifest.length,
    signatureBytes: signature.length,
    manifestSha256: sha256(manifest),
    signatureSha256: sha256(signature),
  });
