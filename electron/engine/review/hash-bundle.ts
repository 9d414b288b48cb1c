// The hash of a bundle's database, made in the engine while the process that reads the bundle begins. Of what is in the file only
// the footer is looked at, for where the database ends; nothing is interpreted.
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { hashOpenBytes } from '../bundles/hash-file.ts';
import { footerBytes, readFooter } from '../bundles/layout.ts';

export interface HashedBundle {
  /** SHA-256 of the pages of the database, hexadecimal. */
  sha256: string;
  /** Of the file that was hashed; see `identityOf`. */
  identity: string;
}

/** What a file has to keep for as long as what was learnt of it is to hold. */
export const identityOf = ({ dev, ino, size, mtimeMs, ctimeMs }: Stats): string =>
  [dev, ino, size, mtimeMs, ctimeMs].join(' ');

/** Blocks. @throws OpsError `bad_input` where the file is no bundle, `conflict` where it changed meanwhile; or the system's error. */
export function hashBundle(file: string): HashedBundle {
  // Without waiting, as what is named may be a pipe.
  const handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(handle);
    if (!stats.isFile()) throw new OpsError('bad_input', `${file} is not a file`);
    const end = Buffer.alloc(Math.min(footerBytes, stats.size));
    readSync(handle, end, 0, end.length, stats.size - end.length);
    const sha256 = hashOpenBytes(handle, readFooter(end, stats.size).databaseBytes);
    const identity = identityOf(stats);
    if (identityOf(fstatSync(handle)) !== identity) throw new OpsError('conflict', `${file} was changed while it was being read`); // prettier-ignore
    return { sha256, identity };
  } finally {
    closeSync(handle);
  }
}

export type FromHashThread = { kind: 'hashed'; hashed: HashedBundle } | { kind: 'unhashed'; reason: string };

/** Built, all processes and their parts are in folders beside the one of the engine. */
const entry = (): URL => new URL(import.meta.url.endsWith('.ts') ? './hash-thread.ts' : '../engine/review-hash.js', import.meta.url); // prettier-ignore

/** `hashBundle` in a thread. `tell` is called once, unless it is stopped before. */
export function hashBundleBeside(file: string, tell: (message: FromHashThread) => void): { stop: () => void } {
  const thread = new Worker(entry(), { workerData: file });
  thread.once('message', tell);
  thread.once('error', (error) => tell({ kind: 'unhashed', reason: messageOf(error) }));
  return { stop: () => void thread.terminate() };
}
