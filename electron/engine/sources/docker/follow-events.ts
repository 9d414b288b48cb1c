// The stream of an engine's events, taken in a thread of its own and handed on no faster than it is asked for.
import { Worker } from 'node:worker_threads';
import { OpsError, type OpsErrorCode } from '#shared/model/ops-error.ts';
import type { EngineAddress } from './engine-address.ts';

export interface EventStream {
  /** Resolves when no more will come and all that came was handed on. Never rejects. */
  ended: Promise<{ words: string; orderly: boolean }>;
  /** Asks for what came meanwhile; to be called when the last batch is done with. */
  more: () => void;
  close: () => void;
}

export interface EventBatch {
  lines: string[];
  /** How many came that could not be kept; what they told of has to be read anew. */
  lost: number;
}

export interface ThreadInput {
  address: EngineAddress;
  path: string;
  queueLines: number;
}
export type ToThread = 'more' | 'close';
export type FromThread =
  | { kind: 'open' }
  | ({ kind: 'lines' } & EventBatch)
  | { kind: 'ended'; words: string; orderly: boolean }
  | { kind: 'failed'; code: OpsErrorCode; message: string };

export type FollowEvents = (path: string, onBatch: (batch: EventBatch) => void) => Promise<EventStream>;

/** An engine that sends more than that while nobody takes them is not waited for. */
const usualQueueLines = 20_000;
const heapMb = 96;

/** Built, all processes and their parts are in folders beside the one of the engine. */
const entry = (): URL =>
  import.meta.url.endsWith('.ts')
    ? new URL('./event-thread.ts', import.meta.url)
    : new URL('../engine/docker-events.js', import.meta.url);

/** @throws OpsError as the reader. The caller closes it. */
export function followEvents(address: EngineAddress, queueLines = usualQueueLines): FollowEvents {
  return (path, onBatch) =>
    new Promise((resolve, reject) => {
      const input: ThreadInput = { address, path, queueLines };
      const thread = new Worker(entry(), { workerData: input, resourceLimits: { maxOldGenerationSizeMb: heapMb } });
      const say = (message: ToThread): void => thread.postMessage(message);
      let finish!: (end: { words: string; orderly: boolean }) => void;
      const ended = new Promise<{ words: string; orderly: boolean }>((settle) => (finish = settle));
      const fail = (code: OpsErrorCode, message: string): void => {
        finish({ words: message, orderly: false });
        reject(new OpsError(code, message));
      };
      thread.on('message', (message: FromThread) => {
        if (message.kind === 'lines') onBatch(message);
        else if (message.kind === 'open') resolve({ ended, more: () => say('more'), close: () => say('close') });
        else if (message.kind === 'ended') finish(message);
        else fail(message.code, message.message);
      });
      thread.on('error', (error) => fail('unavailable', `the thread that takes its events failed: ${String(error)}`));
      thread.on('exit', () => fail('unavailable', 'the thread that takes its events ended'));
    });
}
