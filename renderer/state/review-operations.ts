// What a person can ask of the engine about bundles: saved incidents, exported and read offline.
import type { ReviewId } from '#shared/model/bundle/review.ts';
import type { EngineClient } from '../client/link.ts';
import { refusalOf } from '../client/refusal.ts';
import type { Done } from './change-operations.ts';

const partBytes = 700_000;

/** By the browser itself, which does not hold up the page for it. */
function base64Of(piece: Blob): Promise<string> {
  const reader = new FileReader();
  return new Promise((resolve, reject) => {
    reader.addEventListener('load', () => resolve((reader.result as string).replace(/^[^,]*,/, '')));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('the file cannot be read')));
    reader.readAsDataURL(piece);
  });
}

type Answered<T> = { ok: true; value: T } | { ok: false; reason: string };

export function reviewOperations(client: () => EngineClient, done: Done) {
  /** The refusal is shown where it was asked for. */
  async function answered<T>(ask: (engine: EngineClient) => Promise<T>): Promise<Answered<T>> {
    try {
      return { ok: true, value: await ask(client()) };
    } catch (error) {
      return { ok: false, reason: refusalOf(error).message };
    }
  }
  return {
    openBundle: (path: string) => answered((engine) => engine.reviews.open({ path })),
    /** Sends a file that the page has, part by part; `tell` hears of how much has gone. */
    sendBundle: (file: Blob, name: string, tell: (share: number) => void) =>
      answered(async (engine) => {
        const upload = crypto.randomUUID();
        for (let index = 0, at = 0; at < file.size; index++, at += partBytes) {
          tell(at / file.size);
          await engine.reviews.part({ upload, index, base64: await base64Of(file.slice(at, at + partBytes)) });
        }
        return await engine.reviews.openParts({ upload, name });
      }),
    closeBundle: (id: ReviewId) => done('Close the bundle', (engine) => engine.reviews.close({ id })),
    commentOn: (asked: { id: ReviewId; at: number | null; text: string; by: string }) =>
      answered((engine) => engine.reviews.comment(asked)),
    knowKey: (asked: { id: ReviewId; fingerprint: string; name: string; by: string }) =>
      answered((engine) => engine.reviews.knowKey(asked)),
    forgetKey: (asked: { id: ReviewId; fingerprint: string; by: string }) =>
      done('Take the key off the known ones', (engine) => engine.reviews.forgetKey(asked)),
    exportComments: (id: ReviewId) => answered((engine) => engine.reviews.exportComments({ id })),
    prepareBundle: (asked: { incidentId: string; beforeMs: number; afterMs: number }) =>
      answered((engine) => engine.reviews.prepare(asked)),
    discardBundle: (draft: string) => done('Drop the bundle', (engine) => engine.reviews.discard({ draft })),
    saveBundle: (asked: { draft: string; path: string; sign: boolean; by: string }) =>
      answered((engine) => engine.reviews.save(asked)),
  };
}
