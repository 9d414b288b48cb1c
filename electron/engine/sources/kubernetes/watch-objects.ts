// One watch of a path, from a resourceVersion until it ends: events as they come, in slices that leave the loop its turns.
// It does not come back by itself and keeps nothing; that is the reflector's part.
import type { Breathe } from './breathe.ts';
import type { ClusterClient } from './cluster-client.ts';
import { refusalOf, refusalOfEvent, type Refusal } from './refusal.ts';
import { splitLines } from './split-lines.ts';
import type { KubeTiming } from './timing.ts';
import { withoutManagedFields } from './without-managed-fields.ts';

export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  object: unknown;
}

export interface WatchOptions {
  client: ClusterClient;
  path: string;
  version: string;
  timing: KubeTiming;
  breathe: Breathe;
  signal: AbortSignal;
  /** The longest silence, asked before each wait. */
  idleMs: () => number;
  /** Between 0 and 1. */
  random: () => number;
  /** The server has accepted. */
  onOpen: () => void;
  onHeard: () => void;
  onEvent: (event: WatchEvent) => void;
  /** All that came at once has been given; others get their turn. */
  onPause: () => void;
}

/** `closed`: the server ended it in order. `broken`: what came cannot be read, so that something may be missing. */
export type WatchEnd = { kind: 'closed' } | { kind: 'refused'; refusal: Refusal } | { kind: 'broken'; words: string };

const lineLimitBytes = 16 * 1024 * 1024;
const types = new Set(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']);

/** @throws OpsError where the connection is lost or silent, or the signal's reason. */
export async function watchObjects(options: WatchOptions): Promise<WatchEnd> {
  const { client, path, version, timing, breathe, signal, onEvent } = options;
  const { least, most } = timing.watchSeconds;
  const query = new URLSearchParams({
    watch: '1',
    allowWatchBookmarks: 'true',
    resourceVersion: version,
    timeoutSeconds: String(Math.round(least + (most - least) * options.random())),
  });
  const opened = await client.open(`${path}?${query.toString()}`, { limitMs: timing.headersMs, signal });
  if (opened.status !== 200) return { kind: 'refused', refusal: await refusalOf(opened) };
  options.onOpen();
  const lines = splitLines(lineLimitBytes);
  try {
    for await (const chunk of opened.chunks(options.idleMs)) {
      options.onHeard();
      for (const line of lines(chunk)) {
        const event = readEvent(line);
        if (event === null) return { kind: 'broken', words: 'it sent an event that cannot be read' };
        if (event.type === 'ERROR') return { kind: 'refused', refusal: refusalOfEvent(event.object) };
        onEvent(event as WatchEvent);
        const rest = breathe();
        if (rest) {
          options.onPause();
          await rest;
          signal.throwIfAborted();
        }
      }
      options.onPause();
    }
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'broken', words: `it sent ${error.message}` };
    throw error;
  } finally {
    options.onPause();
    opened.cancel();
  }
  return { kind: 'closed' };
}

function readEvent(line: Buffer): { type: string; object: unknown } | null {
  try {
    const read = JSON.parse(withoutManagedFields(line)) as { type?: unknown; object?: unknown } | null;
    if (typeof read?.type !== 'string' || !types.has(read.type)) return null;
    if (typeof read.object !== 'object' || read.object === null) return null;
    return { type: read.type, object: read.object };
  } catch {
    // The caller reads everything anew: what stood in this line is not known.
    return null;
  }
}
