// Bundles that a page sends in parts, since it knows no paths: written to a folder of ours in their order, and thrown away with
// the console that took them. What is in them is not looked at here.
import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleEnding, bundleLimits } from '#shared/model/bundle/limits.ts';
import { OpsError } from '#shared/model/ops-error.ts';

export interface Incoming {
  /** @throws OpsError `conflict` where a part is missing, `too_large`. */
  take: (upload: string, index: number, base64: string) => void;
  /** The file under a name like the one it had. @throws OpsError `conflict` where nothing came. */
  finish: (upload: string, name: string) => string;
  close: () => void;
}

const uploadLimit = 4;

export function createIncoming(dataDir: string): Incoming {
  const folder = join(dataDir, 'incoming');
  const close = (): void => rmSync(folder, { recursive: true, force: true });
  // Left by a process that was cut off.
  close();
  const known = new Map<string, { parts: number; bytes: number }>();
  const partFile = (upload: string): string => join(folder, `${upload}.part`);
  const drop = (upload: string): void => {
    known.delete(upload);
    rmSync(partFile(upload), { force: true });
  };
  return {
    take: (upload, index, base64) => {
      if (index === 0) {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeFileSync(partFile(upload), '', { mode: 0o600 });
        known.set(upload, { parts: 0, bytes: 0 });
        const [oldest] = known.keys();
        if (known.size > uploadLimit && oldest !== undefined) drop(oldest);
      }
      const found = known.get(upload);
      if (found === undefined || found.parts !== index) throw new OpsError('conflict', 'A part of the bundle is missing; send it again.'); // prettier-ignore
      const piece = Buffer.from(base64, 'base64');
      found.bytes += piece.length;
      if (found.bytes > bundleLimits.fileBytes) {
        drop(upload);
        throw new OpsError(
          'too_large',
          `The bundle has more than ${bundleLimits.fileBytes} bytes, the most that is taken.`,
        );
      }
      appendFileSync(partFile(upload), piece);
      found.parts++;
    },
    finish: (upload, name) => {
      if (!known.has(upload)) throw new OpsError('conflict', 'The parts of the bundle are gone; send it again.');
      const own = join(folder, upload);
      mkdirSync(own, { recursive: true, mode: 0o700 });
      const file = join(own, plainName(name));
      renameSync(partFile(upload), file);
      known.delete(upload);
      return file;
    },
    close,
  };
}

/** Nothing of a name from elsewhere but letters, digits, dots and dashes; never one that leads elsewhere. */
const plainName = (name: string): string =>
  `${
    name
      .replace(/\.rrb$/, '')
      .replace(/[^\w-]+/g, '_')
      .slice(0, 80) || 'bundle'
  }${bundleEnding}`;
