// A thread of its own that takes an engine's events as they come, because an engine leaves out whoever does not take them
// within a tenth of a second, and the engine's own thread may be busy for longer. It hands on whole lines, some at a time.
import { parentPort, workerData } from 'node:worker_threads';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { createLineQueue } from './line-queue.ts';
import { openEngineReader } from './read-engine.ts';
import { splitLines } from './split-lines.ts';
import type { FromThread, ThreadInput, ToThread } from './follow-events.ts';

const port = parentPort;
if (port === null) throw new Error('event-thread.ts runs as a worker thread only');
const { address, path, queueLines } = workerData as ThreadInput;
const batchLines = 500;

const tell = (message: FromThread): void => port.postMessage(message);
const reader = openEngineReader(address);
const queue = createLineQueue(queueLines);
/** Whether the other side is ready for lines: once it knows of the stream, and then when it says so after each batch. */
let wanted = false;
let over: Extract<FromThread, { kind: 'ended' }> | null = null;

const handOn = (): void => {
  if (!wanted) return;
  const batch = queue.take(batchLines);
  if (batch.lines.length > 0 || batch.lost > 0) {
    wanted = false;
    tell({ kind: 'lines', ...batch });
  } else if (over !== null) finish(over);
};
const finish = (last: FromThread): void => {
  tell(last);
  reader.close();
  port.close();
};
const take = splitLines(
  (line) => queue.put(line),
  () => queue.lose(),
);

port.on('message', (message: ToThread) => {
  if (message === 'close') return finish({ kind: 'ended', words: 'it was closed', orderly: false });
  wanted = true;
  handOn();
});

try {
  const stream = await reader.follow(path, (text) => {
    take(text);
    handOn();
  });
  tell({ kind: 'open' });
  wanted = true;
  handOn();
  over = { kind: 'ended', ...(await stream.ended) };
  handOn();
} catch (error) {
  const code = error instanceof OpsError ? error.code : 'unavailable';
  finish({ kind: 'failed', code, message: messageOf(error) });
}
