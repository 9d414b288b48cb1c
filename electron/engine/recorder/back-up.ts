// Copies the record into a file of its own while it is written, and proves the copy: that it opens, that its chain is whole
// and that it holds as many events as the record did.
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { ReadDb } from '../store/database.ts';
import { nameWhole, partFile, type TellLeftover } from '../store/part-file.ts';
import { verifyRecord } from './verify-record.ts';

export interface BackedUp {
  file: string;
  events: number;
  /** Sequence number and hash of the last event in it. */
  head: { sequence: number; hash: string } | null;
  bytes: number;
}

export interface BackUpOptions {
  signal?: AbortSignal | undefined;
  /** From 0 to 1. */
  onProgress?: (part: number) => void;
  /** Told of what a killed copying to the same file had left. */
  tellLeftover?: TellLeftover;
}

/** A few milliseconds each; between two the loop is free. */
const pagesAtOnce = 500;

/**
 * @throws OpsError `conflict` where the file exists, `unavailable` where it cannot be written or the copy does not prove
 *   whole, in which case no file is left; or the signal's reason.
 */
export async function backUp(
  read: ReadDb,
  file: string,
  { signal, onProgress, tellLeftover = () => undefined }: BackUpOptions = {},
): Promise<BackedUp> {
  if (existsSync(file)) throw new OpsError('conflict', `${file} exists already; it was left as it is.`);
  if (!statSync(dirname(file), { throwIfNoEntry: false })?.isDirectory()) throw new OpsError('unavailable', `There is no folder ${dirname(file)} to copy the record into.`); // prettier-ignore
  // A name of its own: what somebody else has beside it, or copies at the same time, is theirs.
  const { path: part, remove } = partFile(file, tellLeftover);
  try {
    await read.backup(part, {
      progress: ({ totalPages, remainingPages }) => {
        signal?.throwIfAborted();
        onProgress?.(totalPages === 0 ? 0 : 1 - remainingPages / totalPages);
        return pagesAtOnce;
      },
    });
    const { checked, evicted, head, faultCount, faults } = await verifyRecord(part, { signal });
    if (faultCount > 0) throw new OpsError('unavailable', `The copy of the record is not whole (${faults[0]?.words ?? ''}). Check the record itself: readyroom verify.`); // prettier-ignore
    if (checked + evicted !== (head?.sequence ?? 0))
      throw new OpsError('unavailable', `The copy holds ${checked} of ${head?.sequence ?? 0} events.`);
    const bytes = statSync(part).size;
    nameWhole(part, file);
    return { file, events: checked, head, bytes };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof OpsError) throw error;
    throw new OpsError('unavailable', `The record cannot be copied to ${file}: ${messageOf(error)}`, { cause: error });
  } finally {
    remove();
  }
}
