// Follows one file of envelopes: what is appended, over rotation and truncation, from where it was left, also after a
// restart. Where something was lost it says so; it never takes a line twice.
import { createHash } from 'node:crypto';
import { open, readdir, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { messageOf } from '#shared/model/ops-error.ts';
import { readPiece, type FilePiece } from './file-piece.ts';
import { isWholeEnvelope, lineLimitBytes } from './jsonl.ts';

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
  /** The file that was at the path before, where it may have been written to while nobody followed it. */
  left: TailPosition | null;
  /** Keeps lines together with the positions that follow them; rejects where that could not be written. */
  keep: (lines: FilePiece['lines'], position: TailPosition, left: TailPosition | null) => Promise<void>;
  /** Nothing is appended any more: what follows the last newline is a line too. */
  final?: boolean;
  onState: (state: TailState, reason: string) => void;
  /** Something is lost or began anew; in words. */
  onGap: (words: string) => void;
}

export interface TailFile {
  /** Takes all that is there now. One at a time. */
  look: () => Promise<void>;
  /** `rest`: whether what is left of a file that was rotated away is still taken. */
  close: (rest?: boolean) => Promise<void>;
}

type Take = (lines: FilePiece['lines'], position: TailPosition) => Promise<void>;

const headBytes = 256;
/** A file that was rotated away is left when nothing was appended to it for so many looks: a minute. */
const quietLooks = 60;
const always = (): boolean => true;
const never = (): boolean => false;

export function tailFile({ path, position, left: leftBefore, keep, onState, onGap, final: ended = false }: TailFileOptions): TailFile {
  let at = position;
  let toResume = leftBefore;
  let held: FileHandle | null = null;
  /** What was at the path before: whoever writes may not have opened the new one yet. */
  let left: { handle: FileHandle; at: TailPosition; quiet: number } | null = null;
  let closing = false;
  let closed = false;

  /** @returns false where the file is not any more what was read of it. */
  const drain = async (handle: FileHandle, from: TailPosition, isLine: (text: string) => boolean, take: Take): Promise<boolean> => {
    let here = from;
    for (let more = true; more && !closed; ) {
      if (!(await isIntact(handle, here))) return false;
      const piece = await readPiece(handle, here.offset, lineLimitBytes, isLine);
      const moved = piece.next !== here.offset;
      if (moved || piece.lines.length > 0) {
        here = { ...here, head: await headOf(handle), offset: piece.next };
        await take(piece.lines, here);
      }
      more = piece.more && moved;
    }
    return true;
  };
  const leftAt = (): TailPosition | null => left?.at ?? toResume;
  const takeOwn: Take = async (lines, next) => {
    await keep(lines, next, leftAt());
    at = next;
  };

  const drainLeft = async (isLine: (text: string) => boolean): Promise<void> => {
    const old = left;
    if (old === null) return;
    const intact = await drain(old.handle, old.at, isLine, async (lines, next) => {
      await keep(lines, at, next);
      Object.assign(old, { at: next, quiet: 0 });
    });
    if (!intact) onGap(`what was at ${path} before was truncated; what was written to it after byte ${old.at.offset} is not known`);
    if (isLine !== always && intact && ++old.quiet < quietLooks) return;
    if (isLine !== always && intact) await drainLeft(always);
    else {
      left = null;
      await old.handle.close();
      // At the end of the console it may still be written to, where nobody has written to the new one yet.
      if (!closing || at.offset > 0) await keep([], at, null);
    }
  };

  /** After a start: the file that was rotated away before the end may have been written to since. */
  const resumeLeft = async (): Promise<void> => {
    const from = toResume;
    if (from === null) return;
    const handle = await rotated(path, from);
    if (handle !== null) {
      left = { handle, at: from, quiet: 0 };
      toResume = null;
      return;
    }
    await keep([], at, null);
    toResume = null;
    onGap(`the file that was at ${path} before was rotated away and is not beside it any more; what was appended to it after byte ${from.offset} while nobody followed it is not known`);
  };

  const begin = async (handle: FileHandle, file: string): Promise<void> => {
    await held?.close();
    held = handle;
    at = { file, head: await headOf(handle), offset: 0 };
    await keep([], at, leftAt());
  };

  /** The file that is at the path now, after what is left of the one before. */
  const change = async (handle: FileHandle, file: string): Promise<void> => {
    await drainLeft(always);
    const old = held ?? (at.file === null ? null : await rotated(path, at));
    if (old === null && at.file !== null) onGap(`${path} was replaced while nobody followed it; what was appended to the old file after byte ${at.offset} is not known`);
    if (old !== null) {
      try {
        // The end of its last line may still come, where what is there is not one already.
        await drain(old, at, isWholeEnvelope, takeOwn);
      } catch (error) {
        if (old !== held) await old.close();
        throw error;
      }
      left = { handle: old, at, quiet: 0 };
      held = null;
    }
    await begin(handle, file);
  };

  const look = async (): Promise<void> => {
    let handle: FileHandle | null = null;
    try {
      await resumeLeft();
      await drainLeft(isWholeEnvelope);
      // What was renamed away may still be appended to.
      if (held !== null) await drain(held, at, never, takeOwn);
      handle = await open(path, 'r');
      const info = await handle.stat();
      if (!info.isFile()) throw new Error('it is no regular file');
      const file = `${info.dev}:${info.ino}`;
      if (file !== at.file) {
        await change(handle, file);
        handle = null;
      } else if (!(await isIntact(handle, at))) {
        onGap(info.size < at.offset && (await sameHead(handle, at.head, info.size))
          ? `${path} became shorter than the ${at.offset} bytes that were taken; it is read from its beginning`
          : `${path} was truncated or written anew; it is read from its beginning`);
        await begin(handle, file);
        handle = null;
      } else if (held === null) {
        held = handle;
        handle = null;
      }
      if (held !== null) await drain(held, at, ended ? always : never, takeOwn);
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
    close: async (rest = true) => {
      closing = true;
      try {
        if (rest) await drainLeft(always);
      } finally {
        closed = true;
        await left?.handle.close();
        await held?.close();
        left = held = null;
      }
    },
  };
} // prettier-ignore

/** Files beside the path that are looked at, of those that begin as it does. */
const mostBeside = 1000;

/** The file that was at the path before, where a rotation left it beside, under whatever ending: `errors.jsonl.1`, `errors-20261103.jsonl`. */
async function rotated(path: string, { file, head }: TailPosition): Promise<FileHandle | null> {
  const stem = basename(path).replace(/\.[^.]+$/, '');
  const names = await readdir(dirname(path)).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(stem)).slice(0, mostBeside)) {
    try {
      // Asked before it is opened: to open a pipe would wait for whoever writes to it.
      const found = await stat(join(dirname(path), name));
      if (!found.isFile() || `${found.dev}:${found.ino}` !== file) continue;
      const handle = await open(join(dirname(path), name), 'r');
      if (await sameHead(handle, head, found.size)) return handle;
      await handle.close();
    } catch {
      // Not there any more, or not to be read: it is none of these, and then the caller says what is not known.
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

/** Whether what was read of a file is still in it. */
async function isIntact(handle: FileHandle, { head, offset }: TailPosition): Promise<boolean> {
  const { size } = await handle.stat();
  return size >= offset && (await sameHead(handle, head, size));
}
