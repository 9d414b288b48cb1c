// Follows one file of envelopes: what is appended, over rotation and truncation, from where it was left, also after a
// restart. Where something was lost it says so; it never takes a line twice.
import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { messageOf } from '#shared/model/ops-error.ts';
import { readPiece, type FilePiece } from './file-piece.ts';
import { lineLimitBytes } from './jsonl.ts';

export interface TailPosition {
  /** Which file, by device and inode. */
  file: string | null;
  /** Hash of its first bytes: a new file may have an old one's number. `<bytes>:<hash>`. */
  head: string | null;
  offset: number;
}

export type TailState = 'following' | 'waiting' | 'trouble';

export interface TailFileOptions {
  path: string;
  position: TailPosition;
  /** Keeps lines together with the position that follows them; rejects where that could not be written. */
  keep: (lines: FilePiece['lines'], position: TailPosition) => Promise<void>;
  /** Nothing is appended any more: what follows the last newline is a line too. */
  final?: boolean;
  onState: (state: TailState, reason: string) => void;
  /** Something is lost or began anew; in words. */
  onGap: (words: string) => void;
}

export interface TailFile {
  /** Takes all that is there now. One at a time. */
  look: () => Promise<void>;
  close: () => Promise<void>;
}

const headBytes = 256;

export function tailFile({ path, position, keep, onState, onGap, final: ended = false }: TailFileOptions): TailFile {
  let at = position;
  let held: FileHandle | null = null;
  let closed = false;

  const drain = async (handle: FileHandle, final: boolean): Promise<void> => {
    for (let more = true; more && !closed; ) {
      const piece = await readPiece(handle, at.offset, lineLimitBytes, final);
      const moved = piece.next !== at.offset;
      if (moved || piece.lines.length > 0) {
        const next = { ...at, head: await headOf(handle), offset: piece.next };
        await keep(piece.lines, next);
        at = next;
      }
      more = piece.more && moved;
    }
  };

  const begin = async (handle: FileHandle, file: string): Promise<void> => {
    await held?.close();
    held = handle;
    at = { file, head: await headOf(handle), offset: 0 };
    await keep([], at);
  };

  /** The file that is at the path now, after what is left of the one before. */
  const change = async (handle: FileHandle, file: string): Promise<void> => {
    if (held !== null) await drain(held, true);
    else if (at.file !== null) {
      const old = await rotated(path, at);
      if (old === null) onGap(`${path} was replaced while nobody followed it; what was appended to the old file after byte ${at.offset} is not known`);
      else {
        try {
          await drain(old, true);
        } finally {
          await old.close();
        }
      }
    }
    await begin(handle, file);
  };

  const look = async (): Promise<void> => {
    let handle: FileHandle | null = null;
    try {
      // What was renamed away may still be appended to.
      if (held !== null) await drain(held, false);
      handle = await open(path, 'r');
      const info = await handle.stat();
      if (!info.isFile()) throw new Error('it is no regular file');
      const file = `${info.dev}:${info.ino}`;
      if (file !== at.file || !(await sameHead(handle, at.head, info.size))) {
        const truncated = file === at.file;
        if (truncated) {
          onGap(`${path} was truncated or written anew; it is read from its beginning`);
          await begin(handle, file);
        } else await change(handle, file);
        handle = null;
      } else if (info.size < at.offset) {
        onGap(`${path} became shorter than the ${at.offset} bytes that were taken; it is read from its beginning`);
        await begin(handle, file);
        handle = null;
      } else if (held === null) {
        held = handle;
        handle = null;
      }
      if (held !== null) await drain(held, ended);
      onState('following', '');
    } catch (error) {
      if (held === handle) held = null;
      const absent = (error as NodeJS.ErrnoException).code === 'ENOENT';
      onState(absent ? 'waiting' : 'trouble', absent ? 'there is no such file yet' : messageOf(error));
    } finally {
      await handle?.close();
    }
  };

  return {
    look,
    close: async () => {
      closed = true;
      await held?.close();
      held = null;
    },
  };
} // prettier-ignore

/** The file that was at the path before, where a rotation left it beside: `errors.jsonl.1`, `errors.1.jsonl`. */
async function rotated(path: string, { file, head }: TailPosition): Promise<FileHandle | null> {
  for (const beside of [`${path}.1`, path.replace(/(\.[^./]+)$/, '.1$1'), `${path}.0`, `${path}.old`]) {
    if (beside === path) continue;
    try {
      const handle = await open(beside, 'r');
      const info = await handle.stat();
      if (`${info.dev}:${info.ino}` === file && (await sameHead(handle, head, info.size))) return handle;
      await handle.close();
    } catch {
      // Not there, or not to be read: it is none of these, and then the caller says what is not known.
    }
  }
  return null;
}

async function headOf(handle: FileHandle, bytes = headBytes): Promise<string> {
  const buffer = Buffer.alloc(bytes);
  const { bytesRead } = await handle.read(buffer, 0, bytes, 0);
  return `${bytesRead}:${createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex').slice(0, 16)}`;
}

async function sameHead(handle: FileHandle, head: string | null, size: number): Promise<boolean> {
  const bytes = Number(head?.split(':')[0] ?? 0);
  if (head === null || bytes === 0) return true;
  return size >= bytes && (await headOf(handle, bytes)) === head;
}
