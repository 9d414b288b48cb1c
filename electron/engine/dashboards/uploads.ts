// Texts that come in parts, because one message to the engine holds only so much: gathered until their last part, and
// forgotten where that does not come.
import { OpsError } from '#shared/model/ops-error.ts';

export interface Uploads {
  /** @throws OpsError `conflict` where a part is missing, `too_large`. */
  take: (upload: string, index: number, text: string) => void;
  /** The whole text. @throws OpsError `conflict` where its parts are gone, `too_large`. */
  finish: (upload: string | null, lastPart: string) => string;
}

interface Upload {
  parts: string[];
  bytes: number;
  touchedAt: number;
}

const uploadLimit = 4;
const keepMs = 60_000;

export function createUploads({ now, limitBytes }: { now: () => number; limitBytes: number }): Uploads {
  const known = new Map<string, Upload>();
  const forgetOld = (): void => {
    for (const [key, { touchedAt }] of known) if (now() - touchedAt > keepMs) known.delete(key);
    const [oldest] = known.keys();
    if (known.size > uploadLimit && oldest !== undefined) known.delete(oldest);
  };
  const refuseBeyond = (bytes: number): void => {
    if (bytes <= limitBytes) return;
    throw new OpsError('too_large', `The text is longer than ${limitBytes / 1024 / 1024} MiB, the most that is taken.`);
  };
  return {
    take: (upload, index, text) => {
      if (index === 0) known.set(upload, { parts: [], bytes: 0, touchedAt: now() });
      const found = known.get(upload);
      if (found === undefined || found.parts.length !== index) {
        throw new OpsError('conflict', 'A part of the text is missing; import it again.');
      }
      found.bytes += Buffer.byteLength(text);
      found.touchedAt = now();
      if (found.bytes > limitBytes) known.delete(upload);
      refuseBeyond(found.bytes);
      found.parts.push(text);
      forgetOld();
    },
    finish: (upload, lastPart) => {
      const found = upload === null ? undefined : known.get(upload);
      if (upload !== null) known.delete(upload);
      if (upload !== null && found === undefined) {
        throw new OpsError('conflict', 'The parts of the text are gone; import it again.');
      }
      refuseBeyond((found?.bytes ?? 0) + Buffer.byteLength(lastPart));
      return [...(found?.parts ?? []), lastPart].join('');
    },
  };
}
