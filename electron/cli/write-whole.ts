// Writes a report so that it is there whole or not at all, whatever interrupts the command or fills the disk.
import { accessSync, constants, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { nameWhole, partFile, type TellLeftover } from '#engine/store/part-file.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';

export interface WriteWholeOptions {
  /** Whether it takes the place of a file that is there. */
  over: boolean;
  /** Told of what a killed command had left of the same file. */
  tellLeftover: TellLeftover;
}

/** @throws OpsError `bad_input` for a folder, `conflict` where it is there already, `unavailable`: it cannot be written */
export function writeWhole(file: string, text: string, { over, tellLeftover }: WriteWholeOptions): void {
  requireWritable([file]);
  const found = statSync(file, { throwIfNoEntry: false });
  const part = partFile(file, tellLeftover);
  try {
    // What takes text as it comes, such as /dev/stdout, is not put another file in the place of.
    if (over && found !== undefined && !found.isFile()) return writeFileSync(file, text);
    writeFileSync(part.path, text, { flag: 'wx', ...(found !== undefined && { mode: found.mode }) });
    if (over) renameSync(part.path, found === undefined ? file : realpathSync(file));
    else nameWhole(part.path, file);
  } catch (error) {
    if (error instanceof OpsError) throw error;
    throw new OpsError('unavailable', `${file} cannot be written: ${messageOf(error)}`, { cause: error });
  } finally {
    part.remove();
  }
}

/** Before the work, not after it: what it found would be lost to a mistyped name. @throws OpsError `bad_input` */
export function requireWritable(files: readonly (string | undefined)[]): void {
  for (const file of files) {
    if (file === undefined) continue;
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw new OpsError('bad_input', `${file} is a folder; name a file`); // prettier-ignore
    try {
      accessSync(dirname(resolve(file)), constants.W_OK);
    } catch (error) {
      throw new OpsError('bad_input', `${file} cannot be written: ${messageOf(error)}`, { cause: error });
    }
  }
}
